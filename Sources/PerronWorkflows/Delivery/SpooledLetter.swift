import FoundationEssentials
import PerronDomain
import PerronSecrets

/// Everything a letter says, kept encrypted from the decision until its batch is handed over.
package struct SpooledLetter: Redacted {
    package enum Body: Sendable {
        case provisionalPassword(ProvisionalPassword, lastDay: CalendarDay)
        case passwordOpened(on: CalendarDay)
    }

    package let number: FileNumber
    package let name: PersonName
    package let address: PostalAddress
    package let isRepresented: Bool
    package private(set) var language: Language
    package private(set) var isLarge = false
    package let postingDay: CalendarDay
    package let body: Body

    package init(
        to record: PensionRecord, at address: PostalAddress, isRepresented: Bool, language: Language, postingDay: CalendarDay, body: Body
    ) {
        number = record.number
        name = record.name
        self.address = address
        self.isRepresented = isRepresented
        self.language = language
        self.postingDay = postingDay
        self.body = body
    }

    /// - Throws: `SpooledLetterError` for bytes that `bytes` did not make.
    package init(bytes: [UInt8]) throws {
        let stored = try JSONDecoder().decode(Stored.self, from: Data(bytes))
        number = try FileNumber(stored.number)
        name = PersonName(
            civility: stored.civility.flatMap(Civility.init), familyName: stored.familyName, birthName: stored.birthName,
            givenNames: stored.givenNames)
        address = try PostalAddress(lines: stored.address, country: stored.country)
        isRepresented = stored.isRepresented
        guard let language = Language(rawValue: stored.language), let postingDay = CalendarDay(iso: stored.postingDay) else {
            throw SpooledLetterError()
        }
        self.language = language
        isLarge = stored.isLarge ?? false
        self.postingDay = postingDay
        if let code = stored.code, let lastDay = stored.lastDay.flatMap(CalendarDay.init(iso:)) {
            body = .provisionalPassword(ProvisionalPassword(canonical: code), lastDay: lastDay)
        } else if let day = stored.openedOn.flatMap(CalendarDay.init(iso:)) {
            body = .passwordOpened(on: day)
        } else {
            throw SpooledLetterError()
        }
    }

    /// As the holder of its file wants to be written to.
    func adapted(to preference: MemberPreference) -> SpooledLetter {
        var letter = self
        letter.language = preference.language ?? language
        letter.isLarge = preference.isLargePrint
        return letter
    }

    /// Nil for bytes that `bytes` did not make.
    init?(stored bytes: [UInt8]) {
        do {
            try self.init(bytes: bytes)
        } catch {
            return nil
        }
    }

    package func bytes() throws -> [UInt8] {
        var stored = Stored(
            number: number.digits, civility: name.civility?.rawValue, familyName: name.familyName, birthName: name.birthName,
            givenNames: name.givenNames, address: address.lines, country: address.country, isRepresented: isRepresented,
            language: language.rawValue, isLarge: isLarge ? true : nil, postingDay: postingDay.iso)
        switch body {
        case .provisionalPassword(let code, let lastDay): (stored.code, stored.lastDay) = (code.canonical, lastDay.iso)
        case .passwordOpened(let day): stored.openedOn = day.iso
        }
        return [UInt8](try JSONEncoder().encode(stored))
    }

    /// The stored form; it never leaves this file in the clear.
    private struct Stored: Codable {
        let number: String
        let civility: String?
        let familyName: String
        let birthName: String
        let givenNames: String
        let address: [String]
        let country: String
        let isRepresented: Bool
        let language: String
        /// Nil for the usual size.
        let isLarge: Bool?
        let postingDay: String
        var code: String?
        var lastDay: String?
        var openedOn: String?
    }
}

package struct SpooledLetterError: Error, Equatable {
    package init() {}
}
