import PerronDomain

/// Tells that one provisional password was voided because the birth date typed with it was wrong too often. The account is untouched.
package struct WrongBirthDateEmail: Sendable {
    package let reader: EmailReader
    package let voidedAt: Instant
    /// How many wrong dates void a code (setting).
    package let attempts: Int

    package init(reader: EmailReader, voidedAt: Instant, attempts: Int) {
        self.reader = reader
        self.voidedAt = voidedAt
        self.attempts = attempts
    }

    func draft(_ voice: EmailVoice) -> EmailDraft {
        let values = ["moment": voice.moment(voidedAt), "attempts": String(attempts)]
        return EmailDraft(
            subject: voice.say("birthDate.subject", naming: reader), preview: voice.say("birthDate.preview"),
            title: voice.say("birthDate.title"),
            blocks: [
                .paragraph(voice.say("greeting", to: reader)),
                .paragraph(voice.say("birthDate.what", to: reader, values)),
                .paragraph(voice.say("birthDate.unchanged")),
                .heading(voice.say("birthDate.mine.title")),
                .paragraph(voice.say("birthDate.mine")),
                .heading(voice.say("birthDate.notMine.title")),
                .paragraph(voice.say("birthDate.notMine")),
            ])
    }
}
