import PerronDomain

/// Turns what is to be told into a message: words in the reader's language, the fund's head and foot, plain text and HTML.
package struct EmailWriter: Sendable {
    private let fund: PensionFund
    private let lexicon: Lexicon
    private let civilTime: CivilTime

    package init(fund: PensionFund, lexicon: Lexicon, civilTime: CivilTime) {
        self.fund = fund
        self.lexicon = lexicon
        self.civilTime = civilTime
    }

    /// - Throws: `controlCharacter` where the fund's name or a word would break a header.
    package func write(
        _ content: EmailContent, to address: EmailAddress, in language: Language, stamp: EmailStamp
    ) throws(EmailError) -> EmailMessage {
        let voice = EmailVoice(fund: fund, words: lexicon[language], civilTime: civilTime)
        let draft = draft(of: content, voice: voice, sentAt: stamp.date)
        return EmailMessage(
            from: EmailMessage.Sender(name: try HeaderText(fund.name), address: fund.emailSender), to: address,
            subject: try HeaderText(draft.subject), stamp: stamp,
            body: EmailMessage.Body(
                language: language, text: EmailPlainText(draft: draft, voice: voice).text, html: EmailPage(draft: draft, voice: voice).html)
        )
    }

    private func draft(of content: EmailContent, voice: EmailVoice, sentAt: Instant) -> EmailDraft {
        switch content {
        case .provisionalPassword(let email): email.draft(voice, sentAt: sentAt)
        case .passwordChanged(let email): email.draft(voice)
        case .wrongBirthDate(let email): email.draft(voice)
        case .emailConfirmation(let email): email.draft(voice)
        case .emailReplaced(let email): email.draft(voice)
        case .trial(let email): email.draft(voice)
        case .letterReturned(let email): email.draft(voice)
        case .codeExpires(let email): email.draft(voice)
        }
    }
}

/// The fund speaking one language: what the words of an e-mail are filled with.
struct EmailVoice {
    let fund: PensionFund
    let words: Words
    let civilTime: CivilTime

    /// A sentence of `mail.json` with the fund's own values at hand.
    func say(_ key: String, _ values: [String: String] = [:]) -> String {
        let own = [
            "fund": fund.shortName, "fundName": fund.name, "domain": fund.domain, "url": fund.publicURL,
            "telephone": fund.telephone.unbroken,
        ]
        return words("mail.\(key)", own.merging(values) { $1 })
    }

    /// For a subject: whose file it is stands first, for two people may read one mailbox. Its number stands in no subject, which locked
    /// telephones show.
    func say(_ key: String, naming reader: EmailReader) -> String {
        say(key, ["name": reader.name.greeting])
    }

    /// The same in two voices: to the holder, or to whoever represents the holder.
    func say(_ key: String, to reader: EmailReader, _ values: [String: String] = [:]) -> String {
        let own = ["name": reader.name.greeting, "number": reader.fileNumber.grouped, "ending": reader.numberEnding]
        return say("\(key).\(reader.isRepresented ? "represented" : "holder")", own.merging(values) { $1 })
    }

    /// « vendredi 27 novembre 2026 à 14 h 05 », by the fund's clock.
    func moment(_ instant: Instant) -> String {
        let day = words.day(civilTime.day(of: instant))
        return words("mail.moment", ["day": day, "hour": words.hour(minutes: civilTime.minutes(of: instant))])
    }
}
