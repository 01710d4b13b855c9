import PerronDomain

/// What anybody who knows a member a little would try: number, names, birth date, the fund's name (ASVS 5.0 6.2.11).
package struct PersonalWords: Redacted {
    /// Which of them a password is made of; says which advice to give.
    package enum Kind: String, Sendable, CaseIterable {
        case fileNumber
        case name
        case birthDate
        case fund
    }

    /// Fewer characters than this beside personal words don't make a password one's own.
    private static let enough = 6

    private let patterns: [Pattern]

    package init(numbers: [FileNumber], names: [PersonName], birthDate: CalendarDay?, fund: PensionFund) {
        let fundTexts = [fund.name, fund.shortName] + fund.domain.split { ".:/".contains($0) }.map(String.init)
        patterns =
            (numbers.map { Pattern(.fileNumber, digits: $0.digits) }
            + names.flatMap { [$0.familyName, $0.birthName, $0.givenNames] }.flatMap { Pattern.words(.name, in: $0, atLeast: 3) }
            + fundTexts.flatMap { Pattern.words(.fund, in: $0, atLeast: 4) }
            + (birthDate.map(Pattern.dates) ?? []))
            .sorted { $0.characters.count > $1.characters.count }
    }

    /// Small letters without accents, for the strength estimate.
    var words: [String] { patterns.map { String(decoding: $0.characters, as: UTF8.self) } }

    /// What the password is made of, nil if enough of it is something else. Longest words first; what one covers no other counts.
    func kind(of password: FoldedPassword) -> Kind? {
        var covered = [Bool](repeating: false, count: password.plain.count)
        var found: [Kind: Int] = [:]
        for pattern in patterns {
            for start in pattern.places(in: password) {
                let range = start..<(start + pattern.characters.count)
                guard !covered[range].contains(true) else { continue }
                for index in range { covered[index] = true }
                found[pattern.kind, default: 0] += range.count
            }
        }
        guard covered.count(where: { !$0 }) < PersonalWords.enough else { return nil }
        return Kind.allCases.max { found[$0, default: 0] < found[$1, default: 0] }.flatMap { found[$0] == nil ? nil : $0 }
    }
}

private struct Pattern: Sendable {
    let kind: PersonalWords.Kind
    let characters: [UInt8]
    /// Letters are also found where digits stand for them; digits are found only as they are.
    let alike: [UInt8]?

    init(_ kind: PersonalWords.Kind, digits: String) {
        self.kind = kind
        characters = Array(digits.utf8)
        alike = nil
    }

    private init(_ kind: PersonalWords.Kind, word: FoldedPassword) {
        self.kind = kind
        characters = word.plain
        alike = word.alike
    }

    /// Each word of `text`, and all of them in one: `DA COSTA` gives « costa » and « dacosta ».
    static func words(_ kind: PersonalWords.Kind, in text: String, atLeast length: Int) -> [Pattern] {
        let parts = text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        return Set(parts + [parts.joined()]).map { FoldedPassword(text: $0) }
            .filter { $0.plain.count >= length }
            .map { Pattern(kind, word: $0) }
    }

    /// The date in figures, whole, short and in part, and the month's name in both languages.
    static func dates(_ date: CalendarDay) -> [Pattern] {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let (day, month, year, short) = (two(date.day), two(date.month), "\(date.year)", two(date.year % 100))
        let figures = [
            day + month + year, year + month + day, month + day + year, "\(date.day)\(date.month)\(year)", day + month + short,
            short + month + day, month + year, year + month, year, day + month, month + day,
        ]
        return Set(figures).map { Pattern(.birthDate, digits: $0) }
            + [french[date.month - 1], english[date.month - 1]].map { Pattern(.birthDate, word: FoldedPassword(text: $0)) }
    }

    /// Every place where the pattern begins.
    func places(in password: FoldedPassword) -> [Int] {
        let last = password.plain.count - characters.count
        guard last >= 0, !characters.isEmpty else { return [] }
        return (0...last).filter { start in
            let range = start..<(start + characters.count)
            return password.plain[range].elementsEqual(characters) || alike.map { password.alike[range].elementsEqual($0) } ?? false
        }
    }

    private static let french = [
        "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre",
    ]
    private static let english = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ]
}
