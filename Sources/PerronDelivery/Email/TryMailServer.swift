import PerronDomain
import PerronMessages
import PerronSecrets
import PerronWorkflows

/// Hands one e-mail over for trial, made as all others are, and tells what the server said.
package struct TryMailServer: Sendable {
    package struct Report: Sendable {
        package let outcome: MailOutcome
        package let transcript: SMTPTranscript
        /// Why it was not taken, in libcurl's words.
        package let problem: String
        package let message: EmailMessage
    }

    private let writer: EmailWriter
    private let settings: SMTPSettings
    private let envelope: EmailEnvelope
    private let sender: EmailAddress

    package init(fund: PensionFund, lexicon: Lexicon, civilTime: CivilTime, settings: SMTPSettings, envelope: EmailEnvelope) {
        writer = EmailWriter(fund: fund, lexicon: lexicon, civilTime: civilTime)
        sender = fund.emailSender
        self.settings = settings
        self.envelope = envelope
    }

    /// - Parameters:
    ///   - id: never used before, of letters and digits.
    ///   - token: one that no order has: should this e-mail come back, nothing follows.
    /// - Throws: `CurlError` for a setting that libcurl refuses; `EmailError` where the fund's name can't stand in a header.
    package func callAsFunction(to address: EmailAddress, id: String, token: ReturnToken, now: Instant) async throws -> Report {
        guard let messageID = MessageID(unique: id, sender: sender) else { preconditionFailure("identifiers are letters and digits") }
        let plain = try writer.write(
            .trial(TrialEmail(sentAt: now)), to: address, in: .french, stamp: EmailStamp(messageID: messageID, date: now))
        let message = try envelope.enclose(plain, token: token)
        let (transfer, transcript) = await (try SMTPConnection(settings)).tell(message)
        return Report(outcome: transfer.outcome, transcript: transcript, problem: transfer.problem, message: message)
    }
}
