import PerronDomain

/// Tells the address which the registry has replaced: whoever had it changed can be stopped before the new one carries a code. The new
/// address is never shown, for the old mailbox may no longer be the holder's.
package struct EmailReplacedEmail: Sendable {
    package let reader: EmailReader
    package let replacedAt: Instant
    /// From when the new address may carry provisional passwords.
    package let usableFrom: Instant

    package init(reader: EmailReader, replacedAt: Instant, usableFrom: Instant) {
        self.reader = reader
        self.replacedAt = replacedAt
        self.usableFrom = usableFrom
    }

    func draft(_ voice: EmailVoice) -> EmailDraft {
        let values = ["moment": voice.moment(replacedAt), "day": voice.words.day(voice.civilTime.day(of: usableFrom))]
        return EmailDraft(
            subject: voice.say("replaced.subject", naming: reader), preview: voice.say("replaced.preview"),
            title: voice.say("replaced.title"),
            blocks: [
                .paragraph(voice.say("greeting", to: reader)),
                .paragraph(voice.say("replaced.what", to: reader, values)),
                .heading(voice.say("replaced.mine.title")),
                .paragraph(voice.say("replaced.mine")),
                .heading(voice.say("replaced.notMine.title")),
                .paragraph(voice.say("replaced.notMine", values)),
            ])
    }
}
