import PerronPages

struct MailboxController: Sendable {
    let site: Site
    let mailbox: DemoMailbox

    func addRoutes(to pages: Pages<VisitorContext>) {}
}
