import PerronDomain
import PerronMessages
import PerronStorage
import PerronWorkflows

/// Turns what was decided into e-mails and hands them over. The clear code lives from here to the end of the call.
package struct CodeMail: Sendable {
    private let writer: EmailWriter
    private let mailer: any Mailer
    private let clock: any TimeSource
    private let sender: EmailAddress
    private let wrongBirthDates: Int
    private let envelope: EmailEnvelope

    package init(
        fund: PensionFund, lexicon: Lexicon, base: Foundations, mailer: any Mailer, envelope: EmailEnvelope = EmailEnvelope()
    ) {
        writer = EmailWriter(fund: fund, lexicon: lexicon, civilTime: base.civilTime)
        self.mailer = mailer
        self.envelope = envelope
        clock = base.clock
        sender = fund.emailSender
        wrongBirthDates = base.limits.access.wrongBirthDates
    }

    func message(_ code: OutgoingCode) throws -> EmailMessage {
        let content = EmailContent.provisionalPassword(
            ProvisionalPasswordEmail(reader: EmailReader(code.reader), code: code.code, expiresAt: code.expiresAt))
        let message = try message(content, to: code.email, in: code.language, id: "\(code.order.id.text).\(code.order.attempts)")
        return try envelope.enclose(message, token: code.token)
    }

    func message(_ notice: OutgoingNotice) throws -> EmailMessage {
        let message = try message(
            content(of: notice), to: notice.email, in: notice.notice.language, id: "\(notice.notice.id.text).\(notice.notice.attempts)")
        return try envelope.enclose(message, token: notice.token)
    }

    func send(_ message: EmailMessage, until: Instant) async -> MailOutcome {
        await mailer.send(message, until: until)
    }

    private func content(of notice: OutgoingNotice) -> EmailContent {
        let reader = EmailReader(notice.reader)
        switch notice.body {
        case .passwordChanged(let at): return .passwordChanged(PasswordChangedEmail(reader: reader, changedAt: at))
        case .codeVoided(let at):
            return .wrongBirthDate(WrongBirthDateEmail(reader: reader, voidedAt: at, attempts: wrongBirthDates))
        case .emailReplaced(let at, let usableFrom):
            return .emailReplaced(EmailReplacedEmail(reader: reader, replacedAt: at, usableFrom: usableFrom))
        case .letterReturned(let at): return .letterReturned(LetterReturnedEmail(reader: reader, returnedAt: at))
        case .codeExpires(let posted, let last):
            return .codeExpires(CodeExpiresEmail(reader: reader, postedOn: posted, lastDay: last))
        case .emailConfirmation(let code, let expiry):
            return .emailConfirmation(EmailConfirmationEmail(reader: reader, code: code, expiresAt: expiry))
        }
    }

    /// - Parameter id: of our own letters and digits, another one for each try.
    private func message(_ content: EmailContent, to email: EmailAddress, in language: Language, id: String) throws -> EmailMessage {
        guard let messageID = MessageID(unique: id, sender: sender) else { preconditionFailure("identifiers are letters and digits") }
        let stamp = EmailStamp(messageID: messageID, date: clock.now())
        return try writer.write(content, to: email, in: language, stamp: stamp)
    }
}

extension EmailReader {
    fileprivate init(_ addressee: Addressee) {
        self.init(name: addressee.name, fileNumber: addressee.number, isRepresented: addressee.isRepresented)
    }
}
