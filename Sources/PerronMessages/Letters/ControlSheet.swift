import PerronDomain

/// What the mail house compares a batch with before it prints, and signs once it has posted it: how many letters, of which kind, where they
/// go, what their files must be. Names no member and holds no secret.
package struct ControlSheet: Sendable {
    /// What is said of the batch as a whole.
    package struct Batch: Sendable {
        let id: String
        let day: CalendarDay
        let fund: PensionFund
        let envelope: Envelope

        package init(id: String, day: CalendarDay, fund: PensionFund, envelope: Envelope) {
            (self.id, self.day, self.fund, self.envelope) = (id, day, fund, envelope)
        }
    }

    package struct File: Sendable {
        let name: String
        let sha256: String

        /// - Parameter sha256: 64 hexadecimal characters.
        package init(name: String, sha256: String) {
            (self.name, self.sha256) = (name, sha256)
        }
    }

    /// The mail house's, whatever its letters speak.
    static let language = Language.french

    let batch: Batch
    let letters: Int
    let pages: Int
    /// How many of the letters the fund sends to itself.
    let tests: Int
    let languages: [Language: Int]
    let territories: [PostalAddress.Territory: Int]
    /// The numbers of the first and the last letter, in the order in which they are printed.
    let numbers: [LetterNumber]
    let files: [File]

    /// - Parameters:
    ///   - letters: in the order in which they are printed.
    ///   - pages: of all of them together.
    package init(_ batch: Batch, letters: [LetterContent], pages: Int, files: [File]) {
        self.batch = batch
        self.letters = letters.count
        self.pages = pages
        self.files = files
        tests = letters.count { $0.isTest }
        let heads = letters.map(\.head)
        languages = heads.reduce(into: [:]) { $0[$1.language, default: 0] += 1 }
        territories = heads.reduce(into: [:]) { $0[$1.recipient.address.territory, default: 0] += 1 }
        numbers = [heads.first, heads.last].compactMap { $0?.number }
    }
}

extension LetterContent {
    fileprivate var isTest: Bool {
        switch self {
        case .test: true
        case .provisionalPassword, .passwordOpened: false
        }
    }
}
