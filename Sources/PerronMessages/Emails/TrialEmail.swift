import PerronDomain

/// What an operator sends to a mailbox of their own to see that e-mails arrive. It holds no code and is about nobody.
package struct TrialEmail: Sendable {
    package let sentAt: Instant

    package init(sentAt: Instant) {
        self.sentAt = sentAt
    }

    func draft(_ voice: EmailVoice) -> EmailDraft {
        EmailDraft(
            subject: voice.say("trial.subject"), preview: voice.say("trial.preview"), title: voice.say("trial.title"),
            blocks: [
                .paragraph(voice.say("trial.what", ["moment": voice.moment(sentAt)])),
                .paragraph(voice.say("trial.unasked")),
            ])
    }
}
