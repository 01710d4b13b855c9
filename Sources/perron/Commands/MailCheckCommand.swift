import ArgumentParser
import PerronDelivery
import PerronDomain
import PerronMessages
import PerronSecrets
import PerronWorkflows

struct MailCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Sends a trial message and tells, step by step, what the mail server said.",
        discussion: """
            The message is made, signed and sent as all others are; it holds no code. Then look at how it arrived: « Show original » in most
            mailboxes says whether SPF, DKIM and DMARC passed. Exit code: 0 when the server took it, 1 when not.
            """)

    @OptionGroup var options: ConfigurationOptions

    @Argument(help: "A mailbox of your own, best one outside the fund.")
    var address: String

    func run() async throws {
        let settings = try await options.settings()
        guard let email = EmailAddress(address) else { throw Refusal("« \(address) » is not an e-mail address") }
        guard settings.mail.transport == .smtp else { throw Refusal("mail.transport is folder: no e-mail leaves this machine") }
        let report = try await send(to: email, settings)
        print("server      \(settings.mail.smtp.host):\(settings.mail.smtp.port), \(settings.mail.smtp.security.rawValue)")
        for (step, said) in report.transcript.steps {
            print(step.rawValue.padding(12) + said)
        }
        guard report.outcome == .delivered else {
            throw Refusal("not taken: \(report.problem)\n" + Self.advice(report))
        }
        print("\nTaken for \(email.masked); it comes back, if it must, to \(report.message.returnPath.value).")
        print("\nWhat the DNS must say:\n\n" + MailRecords(mail: settings.mail, sender: settings.fund.emailSender).text)
        for warning in settings.mail.warnings(sender: settings.fund.emailSender) { print("\nbeware      \(warning)") }
    }

    private func send(to email: EmailAddress, _ settings: Settings) async throws -> TryMailServer.Report {
        let lexicon = try Lexicon(directory: try ResourceFolder.find() + "/words")
        let send = TryMailServer(
            fund: settings.fund, lexicon: lexicon, civilTime: CivilTime(timeZone: settings.server.timeZone), settings: settings.mail.smtp,
            envelope: settings.mail.envelope)
        let id = "trial-" + hexadecimal(SystemRandom().bytes(8))
        do {
            return try await send(
                to: email, id: id, token: ReturnTokens(keys: settings.keys).token(of: id), now: SystemClock().now())
        } catch let error as CurlError {
            throw Refusal("mail.smtp can't be used: \(error)")
        }
    }

    /// What to look at, by how far it got.
    private static func advice(_ report: TryMailServer.Report) -> String {
        if report.outcome == .refused(code: 0, status: .notASCII) {
            return "Have it offer SMTPUTF8 (Postfix: smtputf8_enable = yes), or let letters leave for such addresses."
        }
        return switch report.transcript.steps.last?.step {
        case nil: "Nothing answers there: look at mail.smtp.host and port, and at what lies between."
        case .connection, .encryption:
            "Look at mail.smtp.security, and at mail.smtp.certificates if the server's certificate is of your own making."
        case .signIn: "Look at mail.smtp.user and its password."
        case .sender:
            "The server does not take this sender: look at fund.email_sender and mail.return_path, and at whom it lets this machine be."
        case .recipient: "The server does not take this recipient: may this machine, or this user, send to the world through it?"
        case .message: "The server does not take the message itself: its answer says why."
        }
    }
}

extension String {
    fileprivate func padding(_ width: Int) -> String {
        self + String(repeating: " ", count: max(1, width - count))
    }
}
