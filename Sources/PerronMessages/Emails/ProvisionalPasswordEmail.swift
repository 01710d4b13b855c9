import PerronDomain

/// The e-mail that carries a provisional password. It exists only until it is handed over.
package struct ProvisionalPasswordEmail: Sendable {
    package let reader: EmailReader
    package let code: ProvisionalPassword
    package let expiresAt: Instant

    package init(reader: EmailReader, code: ProvisionalPassword, expiresAt: Instant) {
        self.reader = reader
        self.code = code
        self.expiresAt = expiresAt
    }

    func draft(_ voice: EmailVoice, sentAt: Instant) -> EmailDraft {
        let until = voice.moment(expiresAt)
        let number = reader.fileNumber.grouped
        let link = AccessLink(fund: voice.fund, number: reader.fileNumber, code: code)
        return EmailDraft(
            subject: voice.say("password.subject", naming: reader), preview: voice.say("password.preview", ["until": until]),
            title: voice.say("password.title"),
            blocks: [
                .paragraph(voice.say("greeting", to: reader)),
                .paragraph(voice.say("password.why", to: reader)),
                .code(
                    label: voice.say("password.label"), groups: code.groups,
                    notes: [
                        voice.say("password.until", ["life": voice.words.duration(life(from: sentAt)), "until": until]),
                        voice.say("password.number", ["number": number]),
                    ]),
                .button(label: voice.say("password.button"), link: link.url, note: voice.say("password.button.note")),
                .heading(voice.say("password.steps")),
                .steps([
                    voice.say("password.step1"), voice.say("password.step2", ["number": number]), voice.say("password.step3", to: reader),
                ]),
                .heading(voice.say("password.secret.title")),
                .paragraph(voice.say("password.secret")),
                .heading(voice.say("password.unasked.title")),
                .paragraph(voice.say("password.unasked")),
            ])
    }

    /// To the nearest hour: a message that waited for its server must not promise what is gone.
    private func life(from sentAt: Instant) -> Duration {
        .hours(max(1, (Int((expiresAt - sentAt).wholeSeconds) + 1_800) / 3_600))
    }
}
