import PerronDomain

/// What every letter says at its head, whatever it is about.
package struct LetterHead: Sendable {
    package let fund: PensionFund
    package let recipient: Recipient
    package let fileNumber: FileNumber
    /// The letter's own, by which it is found if it comes back.
    package let number: LetterNumber
    package let language: Language
    /// Larger characters, on as many pages as they take.
    package let isLarge: Bool
    /// The planned one, printed as the letter's date.
    package let postingDay: CalendarDay

    package init(
        fund: PensionFund, recipient: Recipient, fileNumber: FileNumber, number: LetterNumber, language: Language, isLarge: Bool = false,
        postingDay: CalendarDay
    ) {
        self.fund = fund
        self.recipient = recipient
        self.fileNumber = fileNumber
        self.number = number
        self.language = language
        self.isLarge = isLarge
        self.postingDay = postingDay
    }

    /// Who the file belongs to, and where the letter goes.
    package struct Recipient: Sendable {
        package let name: PersonName
        package let address: PostalAddress
        /// True for a minor or a ward: the letter is addressed to whoever represents the person, and speaks to them.
        package let isRepresented: Bool

        package init(name: PersonName, address: PostalAddress, isRepresented: Bool) {
            self.name = name
            self.address = address
            self.isRepresented = isRepresented
        }
    }
}

extension LetterHead.Recipient {
    /// The lines of the window, top to bottom. « Le représentant légal de … » takes the place of the name that the registry has in the
    /// first line; with a long name it takes a line of its own (NF Z 10-011: 38 characters a line).
    package func addressLines(_ words: Words) -> [String] {
        guard isRepresented else { return address.printed }
        let rest = address.lines.dropFirst().filter { !$0.isEmpty }
        let oneLine = words("letter.representative", ["name": name.greeting])
        guard oneLine.count > PostalAddress.lineLength else { return [oneLine] + rest }
        return [words("letter.representativeOf"), name.greeting] + rest
    }
}
