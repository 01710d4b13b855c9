import PerronDomain
import PerronPages

/// Pages that say the same to everyone, and the language that all pages speak.
struct PublicPagesController: Sendable {
    let site: Site
    /// The third party behind « Je ne suis pas un robot », if there is one.
    let robots: RobotProvider?

    func addRoutes(to pages: Pages<VisitorContext>) {
        pages.show(.home) { .page(PublicPage(frame: site.frame(for: $0))) }
        pages.show(.help) { .page(HelpPage(frame: site.frame(for: $0))) }
        pages.show(.accessibility) { .page(AccessibilityPage(frame: site.frame(for: $0), robots: robots)) }
        pages.show(.privacy) { .page(PrivacyPage(frame: site.frame(for: $0), robots: robots)) }
        pages.create(.language, use: chooseLanguage)
    }

    /// Back to the page that it was chosen on; only our own pages are believed.
    private func chooseLanguage(_ form: Form, _ context: VisitorContext) -> Reply {
        let language = Language(rawValue: form[.language])
        let target = Route(rawValue: form[.returnRoute])?.returnTarget ?? .home
        return .see(target).changing(language.map(SiteCookie.language))
    }
}
