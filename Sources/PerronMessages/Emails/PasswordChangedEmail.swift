import PerronDomain

/// Tells that a password was chosen, on every address on file: if it was somebody else, the holder learns of it at once.
package struct PasswordChangedEmail: Sendable {
    package let reader: EmailReader
    package let changedAt: Instant

    package init(reader: EmailReader, changedAt: Instant) {
        self.reader = reader
        self.changedAt = changedAt
    }

    func draft(_ voice: EmailVoice) -> EmailDraft {
        EmailDraft(
            subject: voice.say("changed.subject", naming: reader), preview: voice.say("changed.preview"), title: voice.say("changed.title"),
            blocks: [
                .paragraph(voice.say("greeting", to: reader)),
                .paragraph(voice.say("changed.what", to: reader, ["moment": voice.moment(changedAt)])),
                .heading(voice.say("changed.mine.title")),
                .paragraph(voice.say("changed.mine")),
                .heading(voice.say("changed.notMine.title")),
                .steps([voice.say("changed.notMine.step1"), voice.say("changed.notMine.step2"), voice.say("changed.notMine.step3")]),
            ])
    }
}
