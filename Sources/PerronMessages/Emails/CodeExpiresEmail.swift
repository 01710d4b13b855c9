import PerronDomain

/// Reminds of a letter whose provisional password runs out soon, unused. The code is not in it.
package struct CodeExpiresEmail: Sendable {
    package let reader: EmailReader
    /// The planned day on which the letter left.
    package let postedOn: CalendarDay
    /// The last day on which its code opens the choice of a password, this day included.
    package let lastDay: CalendarDay

    package init(reader: EmailReader, postedOn: CalendarDay, lastDay: CalendarDay) {
        self.reader = reader
        self.postedOn = postedOn
        self.lastDay = lastDay
    }

    func draft(_ voice: EmailVoice) -> EmailDraft {
        let values = ["posted": voice.words.day(postedOn), "day": voice.words.day(lastDay)]
        return EmailDraft(
            subject: voice.say("expires.subject", naming: reader), preview: voice.say("expires.preview", values),
            title: voice.say("expires.title"),
            blocks: [
                .paragraph(voice.say("greeting", to: reader)),
                .paragraph(voice.say("expires.what", to: reader, values)),
                .paragraph(voice.say("expires.last", values)),
                .heading(voice.say("expires.here.title")),
                .paragraph(voice.say("expires.here")),
                .heading(voice.say("expires.missing.title")),
                .paragraph(voice.say("expires.missing")),
                .heading(voice.say("expires.unasked.title")),
                .paragraph(voice.say("expires.unasked")),
            ])
    }
}
