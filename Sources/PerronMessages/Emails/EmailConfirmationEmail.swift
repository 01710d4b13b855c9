import PerronDomain

/// Proves that an address belongs to whoever typed it: the code in it is typed in the personal space, and opens nothing by itself.
package struct EmailConfirmationEmail: Sendable {
    package let reader: EmailReader
    /// Of the same make as a provisional password, and stored apart from those.
    package let code: ProvisionalPassword
    package let expiresAt: Instant

    package init(reader: EmailReader, code: ProvisionalPassword, expiresAt: Instant) {
        self.reader = reader
        self.code = code
        self.expiresAt = expiresAt
    }

    func draft(_ voice: EmailVoice) -> EmailDraft {
        let until = voice.moment(expiresAt)
        return EmailDraft(
            subject: voice.say("confirm.subject", naming: reader), preview: voice.say("confirm.preview", ["until": until]),
            title: voice.say("confirm.title"),
            blocks: [
                .paragraph(voice.say("greeting", to: reader)),
                .paragraph(voice.say("confirm.why", to: reader)),
                .code(label: voice.say("confirm.label"), groups: code.groups, notes: [voice.say("confirm.until", ["until": until])]),
                .paragraph(voice.say("confirm.how")),
                .heading(voice.say("confirm.unasked.title")),
                .paragraph(voice.say("confirm.unasked")),
            ])
    }
}
