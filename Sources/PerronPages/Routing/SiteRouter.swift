import Hummingbird
import PerronWorkflows

/// The site's router: the middlewares in their order, and one registrar for each kind of visitor.
package struct SiteRouter {
    /// Turns a mishap into the page that tells it.
    package typealias Apology = @Sendable (_ mishap: Mishap, _ frame: PageFrame, _ requestID: String) -> any WebPage

    package let router: Router<VisitorContext>
    package let visitors: Pages<VisitorContext>
    package let members: Pages<MemberContext>
    package let codeHolders: Pages<CodeHolderContext>
    package let passwordOwners: Pages<PasswordOwnerContext>

    package init(site: Site, base: Foundations, apology: @escaping Apology) {
        let settings = site.settings
        let router = Router(context: VisitorContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: LastAnswers(draining: site.draining))
        // Asked every second, by no visitor.
        HealthController(readiness: CheckReadiness(base), draining: site.draining).addRoutes(to: router)
        router.add(middleware: RequestLog(clock: base.clock, random: base.random))
        router.add(middleware: SecurityHeaders(isSecure: settings.isSecure))
        // Files need neither visit nor session.
        AssetController(catalog: site.assets).addRoutes(to: router)
        router.add(middleware: Visits(settings: settings, base: base))
        let gate = FormGate(publicURL: settings.publicURL)
        let errorPages = ErrorPages(site: site, interruption: Interruption(gate: gate), apology: apology)
        router.add(middleware: errorPages)
        router.add(middleware: HostCheck(publicURL: settings.publicURL))
        router.add(middleware: Sessions(read: ReadSession(base)))
        // Within the session too, so that a page that fails knows who is signed in; the one outside tells what fails before.
        router.add(middleware: errorPages)

        self.router = router
        visitors = Pages(router, gate: gate)
        members = Pages(router.group(context: MemberContext.self), gate: gate)
        codeHolders = Pages(router.group(context: CodeHolderContext.self), gate: gate)
        passwordOwners = Pages(router.group(context: PasswordOwnerContext.self), gate: gate)
    }
}
