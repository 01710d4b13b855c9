import HTTPTypes
import PerronDomain
import PerronPages

/// The demo's mailbox: what members would find in theirs. Exists in the demo alone.
struct MailboxController: Sendable {
    let site: Site
    let mailbox: DemoMailbox
    let civilTime: CivilTime

    func addRoutes(to pages: Pages<VisitorContext>) {
        pages.show(.demoMailbox, use: list)
        pages.show(under: .demoMailbox, MailboxPaths.mail("{name}"), use: mail)
        pages.show(under: .demoMailbox, MailboxPaths.mailAsItLooks("{name}"), use: mailAsItLooks)
        pages.show(under: .demoMailbox, MailboxPaths.mailSource("{name}"), use: mailSource)
        pages.show(under: .demoMailbox, MailboxPaths.letter("{name}"), use: letter)
        pages.show(under: .demoMailbox, MailboxPaths.letterFile("{name}"), use: letterFile)
        pages.show(under: .demoMailbox, MailboxPaths.letterPicture("{name}"), use: letterPicture)
    }

    private func list(_ context: VisitorContext) -> Reply {
        let words = site.words(for: context)
        return .page(
            MailboxPage(
                frame: frame(context), mails: mailbox.mails().map { ($0.entry.name, $0.mail, moment($0.entry, $0.mail, words)) },
                letters: mailbox.letters().map { ($0.name, mailbox.addressee(of: $0)) }))
    }

    private func mail(_ name: String, _ context: VisitorContext) throws -> Reply {
        guard let found = mailbox.mail(name) else { throw Mishap.notFound }
        // The frame shows the e-mail's own page, which is ours too and runs nothing.
        let mail = MailFile(found.bytes)
        let sent = moment(found.entry, mail, site.words(for: context))
        return Reply.page(MailPage(frame: frame(context), name: name, mail: mail, sent: sent))
            .with(HTTPField.Name("Content-Security-Policy")!, Reply.pagePolicy + "; frame-src 'self'")
    }

    /// As a mail program shows it: its style stands in it, nothing runs, nothing is loaded.
    private func mailAsItLooks(_ name: String, _ context: VisitorContext) throws -> Reply {
        guard let found = mailbox.mail(name) else { throw Mishap.notFound }
        return .file(
            Array(MailFile(found.bytes).openingLinksOutside.utf8), type: "text/html; charset=utf-8",
            headers: [
                HTTPField.Name("Content-Security-Policy")!:
                    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'"
            ])
    }

    private func mailSource(_ name: String, _ context: VisitorContext) throws -> Reply {
        guard let found = mailbox.mail(name) else { throw Mishap.notFound }
        return .file(found.bytes, type: "message/rfc822", headers: [.contentDisposition: "attachment; filename=\"perron.eml\""])
    }

    private func letter(_ name: String, _ context: VisitorContext) throws -> Reply {
        guard mailbox.letter(name) != nil else { throw Mishap.notFound }
        return .page(LetterPage(frame: frame(context), name: name, hasPicture: mailbox.picture(name) != nil))
    }

    private func letterFile(_ name: String, _ context: VisitorContext) throws -> Reply {
        guard let found = mailbox.letter(name) else { throw Mishap.notFound }
        return .file(found.bytes, type: "application/pdf", headers: [.contentDisposition: "inline; filename=\"lettre.pdf\""])
    }

    private func letterPicture(_ name: String, _ context: VisitorContext) throws -> Reply {
        guard let picture = mailbox.picture(name) else { throw Mishap.notFound }
        return .file(picture, type: "image/png")
    }

    /// In the fund's own time; as the header says it where the file's name doesn't tell.
    private func moment(_ entry: DemoMailbox.Entry, _ mail: MailFile, _ words: Words) -> String {
        guard let sentAt = entry.sentAt else { return mail.date }
        return "\(words.day(civilTime.day(of: sentAt))), \(words.hour(minutes: civilTime.minutes(of: sentAt)))"
    }

    private func frame(_ context: VisitorContext) -> PageFrame {
        site.frame(for: context, at: .demoMailbox)
    }
}

/// Addresses beneath the mailbox's own.
enum MailboxPaths {
    static func mail(_ name: String) -> String { "/courriel/\(name)" }
    static func mailAsItLooks(_ name: String) -> String { "/courriel/\(name)/page" }
    static func mailSource(_ name: String) -> String { "/courriel/\(name)/eml" }
    static func letter(_ name: String) -> String { "/lettre/\(name)" }
    static func letterFile(_ name: String) -> String { "/lettre/\(name)/pdf" }
    static func letterPicture(_ name: String) -> String { "/lettre/\(name)/image" }
}
