import PerronDomain

/// Tells that the post brought a letter back: the postal address on file is to be mended. It is not shown, nor is the letter's code.
package struct LetterReturnedEmail: Sendable {
    package let reader: EmailReader
    package let returnedAt: Instant

    package init(reader: EmailReader, returnedAt: Instant) {
        self.reader = reader
        self.returnedAt = returnedAt
    }

    func draft(_ voice: EmailVoice) -> EmailDraft {
        let day = voice.words.day(voice.civilTime.day(of: returnedAt))
        return EmailDraft(
            subject: voice.say("returned.subject", naming: reader), preview: voice.say("returned.preview"),
            title: voice.say("returned.title"),
            blocks: [
                .paragraph(voice.say("greeting", to: reader)),
                .paragraph(voice.say("returned.what", to: reader, ["day": day])),
                .paragraph(voice.say("returned.void")),
                .heading(voice.say("returned.next.title")),
                .paragraph(voice.say("returned.next")),
                .heading(voice.say("returned.awaited.title")),
                .paragraph(voice.say("returned.awaited")),
            ])
    }
}
