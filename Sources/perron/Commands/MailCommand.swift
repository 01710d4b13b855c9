import ArgumentParser
import PerronDelivery
import PerronDomain
import PerronWorkflows

struct MailCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail", abstract: "Takes e-mails that came back; tries the mail server.",
        subcommands: [MailCheckCommand.self, Bounces.self, Alive.self])

    struct Bounces: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "bounces", abstract: "Reads the Maildir that returned e-mails are put into, and has letters leave instead.",
            discussion: """
                To be run by a timer, every few minutes. Reports of delivery (RFC 3464) to an address that mail.return_path makes move from
                new/ to cur/ once they are settled; whatever else lies there is counted and left. A code that came back opens nothing.
                """)

        @OptionGroup var options: ConfigurationOptions

        @Argument(help: "The Maildir of the mailbox that mail.return_path names: a folder with new/ and cur/.", completion: .directory)
        var maildir: String

        func run() async throws {
            let settings = try await options.settings()
            guard let path = settings.mail.envelope.returnPath else {
                throw Refusal("mail.return_path is empty: e-mails come back to their sender, and nothing tells which they were")
            }
            let folder: ReturnMaildir
            do throws(FileError) {
                folder = try ReturnMaildir(path: maildir)
            } catch {
                throw Refusal("\(maildir) is no Maildir that this user may read and write: \(error)")
            }
            let wiring = try await Wiring(settings: settings)
            let take = TakeReturnedMail(wiring.base, maildir: folder, path: path, logger: wiring.logger)
            let tally = try await take()
            try await wiring.close()
            print(Self.text(tally))
            if tally.failed > 0 { throw Refusal("\(tally.failed) could not be settled and stay for the next time: see the log") }
        }

        private static func text(_ tally: TakeReturnedMail.Tally) -> String {
            let lines = [
                (tally.letters, "a letter leaves instead"), (tally.tasks, "no letter can leave: see « perron tasks »"),
                (tally.noted, "nothing has to leave instead"), (tally.delayed, "only late: the mail server goes on trying"),
                (tally.known, "settled before, or arrived after all"), (tally.unknown, "no report about an e-mail of ours: left in new/"),
            ]
            let shown = lines.filter { $0.0 > 0 }.map { TextTable.row($0) }
            return shown.isEmpty ? "Nothing has come back." : shown.joined(separator: "\n")
        }
    }

    struct Alive: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "alive", abstract: "Has an address written to again that came back as one that doesn't exist.")

        @OptionGroup var options: ConfigurationOptions

        @Argument(help: "The e-mail address.")
        var address: String

        func run() async throws {
            guard let email = EmailAddress(address) else { throw Refusal("« \(address) » is not an e-mail address") }
            let wiring = try await Wiring(settings: try await options.settings())
            let wasDead = try await ReviveAddress(wiring.base)(email)
            try await wiring.close()
            guard wasDead else { throw Refusal("nothing is held against that address") }
            print("it is written to again")
        }
    }
}

extension TextTable {
    /// « 12  what », numbers in a column.
    fileprivate static func row(_ line: (Int, String)) -> String {
        let number = String(line.0)
        return String(repeating: " ", count: max(0, 6 - number.count)) + number + "  " + line.1
    }
}
