import Hummingbird
import PerronPages
import PerronStorage
import PerronWorkflows

/// The members' site: every page with the controller that answers for it.
package struct MemberSite: Sendable {
    private let site: Site
    private let base: Foundations
    private let passwords: MemberPasswords
    private let robots: RobotService?
    private let mailbox: DemoMailbox?
    private let wakeWorker: @Sendable () -> Void

    /// - Parameters:
    ///   - robots: the third party that the fund chose for « Je ne suis pas un robot », if it did.
    ///   - mailbox: only in the demo; without it, its pages don't exist.
    ///   - wakeWorker: called once an order is on disk.
    package init(
        site: Site, base: Foundations, passwords: MemberPasswords, robots: RobotService? = nil, mailbox: DemoMailbox? = nil,
        wakeWorker: @escaping @Sendable () -> Void
    ) {
        self.site = site
        self.base = base
        self.passwords = passwords
        self.robots = robots
        self.mailbox = mailbox
        self.wakeWorker = wakeWorker
    }

    /// Ready to answer requests; the executable runs it in a server, tests ask it directly.
    package func router() -> Router<VisitorContext> {
        let router = SiteRouter(site: site, base: base) { mishap, frame, requestID in
            Apology(mishap: mishap, frame: frame, requestID: requestID).page
        }
        PublicPagesController(site: site, robots: robots?.provider).addRoutes(to: router.visitors)
        addAccess(to: router)
        addAccounts(to: router)
        addEmailAddress(to: router)
        if let mailbox { MailboxController(site: site, mailbox: mailbox, civilTime: base.civilTime).addRoutes(to: router.visitors) }
        return router.router
    }

    /// `METHOD PATH NAME`, for whoever must visit every page.
    package static var routes: [String] {
        Route.allCases.flatMap { route in route.methods.map { "\($0.rawValue) \(route.path) \(route)" } }
            + ["GET \(AssetCatalog.prefix){file} asset"]
    }

    private func addAccess(to router: SiteRouter) {
        let requests = SignedIdentifiers<AccessRequest>(.request, keys: base.keys)
        let confirm = ConfirmAccessRequest(base, wakeWorker: wakeWorker)

        let request = AccessRequestController(
            site: site, start: StartAccessRequest(base), robot: RobotQuestion(.access, base: base, service: robots), requests: requests)
        router.visitors.show(.accessRequest, use: request.show)
        router.visitors.create(.accessRequest, redraw: request.redraw, use: request.create)

        let channel = ChannelController(site: site, find: FindAccessRequest(base), confirm: confirm, requests: requests, base: base)
        router.visitors.show(.accessChannel, use: channel.show)
        router.visitors.create(.accessChannel, redraw: channel.redraw, use: channel.create)

        let followUp = FollowUpController(site: site, find: FindFollowUp(base), requests: requests, civilTime: base.civilTime)
        router.visitors.show(.followUp, use: followUp.show)
        router.visitors.create(.followUp, use: followUp.create)

        let renewal = RenewalController(
            renew: RenewAccessRequest(base, confirm: confirm), requests: requests,
            renewals: SignedIdentifiers(.renewal, keys: base.keys), civilTime: base.civilTime, site: site)
        router.visitors.create(.renewAccess, use: renewal.create)
    }

    private func addAccounts(to router: SiteRouter) {
        for (route, door) in [(Route.signIn, SignInDoor.signIn), (.codeLanding, .code)] {
            let signIn = SignInController(
                site: site, door: door, signIn: SignIn(base, passwords: passwords),
                robot: RobotQuestion(.signIn, base: base, service: robots), renewals: SignedIdentifiers(.renewal, keys: base.keys),
                base: base)
            router.visitors.show(route, use: signIn.show)
            router.visitors.create(route, redraw: signIn.redraw, use: signIn.create)
        }

        let stray = StrayChoice(
            site: site, find: FindCode(base), forms: SignedIdentifiers(.choosing, keys: base.keys), civilTime: base.civilTime)
        let choose = ChoosePasswordController(
            site: site, choose: ChoosePassword(base, passwords: passwords, wakeWorker: wakeWorker), passwords: passwords, stray: stray,
            base: base)
        router.codeHolders.show(.choosePassword, again: choose.again, use: choose.show)
        router.visitors.create(.choosePassword, redraw: choose.redraw, use: choose.create)

        let strength = PasswordStrengthController(site: site, passwords: passwords)
        router.passwordOwners.create(.passwordStrength, use: strength.create)

        let space = MemberSpaceController(site: site, read: ReadMemberSpace(base), civilTime: base.civilTime)
        router.members.show(.memberSpace, use: space.show)

        let change = ChangePasswordController(
            site: site, change: ChangePassword(base, passwords: passwords, wakeWorker: wakeWorker), base: base)
        router.members.show(.changePassword, again: change.again, use: change.show)
        router.members.create(.changePassword, use: change.create)

        SessionController(site: site, end: EndSessions(base), civilTime: base.civilTime).addRoutes(to: router)
    }

    private func addEmailAddress(to router: SiteRouter) {
        let (give, confirm) = (GiveEmail(base, wakeWorker: wakeWorker), ConfirmEmail(base))

        let confirmation = EmailConfirmationController(site: site, confirm: confirm, give: give, base: base)
        router.members.show(.confirmEmail, again: confirmation.again, use: confirmation.show)
        router.members.create(.confirmEmail, use: confirmation.create)
        router.members.create(.resendEmailCode, use: confirmation.resend)

        let giving = GiveEmailController(site: site, give: give, confirm: confirm, base: base)
        router.members.show(.giveEmail, again: giving.again, use: giving.show)
        router.members.create(.giveEmail, redraw: { form, _ in .again(form) }, use: giving.create)
    }
}
