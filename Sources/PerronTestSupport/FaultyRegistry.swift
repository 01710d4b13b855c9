import PerronDomain
import PerronSecrets
import PerronWorkflows

/// An export of made-up people with faults as real exports have them, and the truth about them. The same one for the same seed.
package struct FaultyRegistry: Sendable {
    package enum Writing: String, Sendable, CaseIterable {
        case utf8
        case utf8WithMark
        case windows1252
    }

    package let bytes: [UInt8]
    /// What an import must tell: one fault a line, in the order of the file.
    package let truth: [RegistryFault]
    package let rows: Int

    package var right: Int { rows - truth.count }

    /// - Parameter faultShare: about that share of the rows is broken, 0 … 1; every kind in turn.
    package init(
        rows: Int, faultShare: Double, writing: Writing = .utf8, separator: Character = ";", seed: UInt64 = 7, lineEnd: String = "\r\n"
    ) {
        var maker = Maker(writing: writing, separator: separator, lineEnd: lineEnd, seed: seed)
        maker.begin()
        for _ in 0..<rows { maker.add(breaks: maker.chance(faultShare)) }
        (bytes, truth, self.rows) = (maker.bytes, maker.truth, rows)
    }
}

private struct Maker {
    let writing: FaultyRegistry.Writing
    let separator: Character
    let lineEnd: String
    let random: SplitMix64
    var people: MadeUpPeople
    var bytes: [UInt8] = []
    var truth: [RegistryFault] = []
    var line = 1
    var turn = 0
    var earlier: [RegistryColumn: String]?

    private static let kinds: [RegistryFault.Reason] = [
        .spaced, .short, .contradiction, .duplicate, .noSuchDay, .longLine, .situation, .email, .missing, .quote, .nul, .encoding,
        .long, .strange, .extra, .civility, .country, .link, .representative, .category, .empty, .control,
    ]

    init(writing: FaultyRegistry.Writing, separator: Character, lineEnd: String, seed: UInt64) {
        (self.writing, self.separator, self.lineEnd) = (writing, separator, lineEnd)
        random = SplitMix64(seed: seed)
        people = MadeUpPeople(random: random, today: CalendarDay(year: 2026, month: 11, day: 1)!)
    }

    mutating func begin() {
        if writing == .utf8WithMark { bytes += RegistryEncoding.byteOrderMark }
        append(text(RegistryColumn.allCases.map(\.name)))
    }

    func chance(_ share: Double) -> Bool {
        Double(random.number(below: 1_000_000)) < share * 1_000_000
    }

    mutating func add(breaks: Bool) {
        line += 1
        var row = people.next()
        let kind = breaks ? nextKind() : nil
        let column = kind.flatMap { spoil(&row, $0) }
        var text = text(fields(row, kind))
        if kind == .quote, let first = text.firstIndex(of: separator) { text.insert("\"", at: text.index(after: first)) }
        append(text, foreign: kind == .encoding)
        if let kind {
            truth.append(RegistryFault(line: line, column: column, reason: kind))
        } else {
            earlier = row
        }
    }

    private mutating func nextKind() -> RegistryFault.Reason {
        turn += 1
        let kind = Self.kinds[turn % Self.kinds.count]
        let isImpossible = kind == .duplicate && earlier == nil || kind == .encoding && writing == .windows1252
        return isImpossible ? .spaced : kind
    }

    /// Breaks the row; the column that must be named, nil for a fault of the whole line.
    private func spoil(_ row: inout [RegistryColumn: String], _ kind: RegistryFault.Reason) -> RegistryColumn? {
        let number = row[.number]!
        switch kind {
        case .spaced: return set(.number, number.prefix(3) + " " + number.dropFirst(3))
        case .short: return set(.number, String(number.dropLast()))
        case .long: return set(.number, number + "000")
        case .strange: return set(.number, "n°" + number)
        case .contradiction: return set(.category, row[.category] == "AFFILIE" ? "AYANT_DROIT" : "AFFILIE")
        case .category: return set(.category, "INVITE")
        case .duplicate:
            for column in [RegistryColumn.number, .category, .situation] { row[column] = earlier![column] }
            return .number
        case .noSuchDay: return set(.birthDate, "29/02/1961")
        case .longLine: return set(.address4, "128 RUE DE L'ANCIENNE GARE DES MARCHANDISES")
        case .situation: return set(.situation, "EN ATTENTE")
        case .civility: return set(.civility, "DR")
        case .country: return set(.country, "FRA")
        case .email: return set(.email, "sans.arobase.exemple.fr")
        case .link: return set(.linkedNumber, "12345678")
        case .representative: return set(.representative, "VOISIN")
        case .empty: return set(.familyName, " ")
        case .nul: return set(.familyName, "NU\0L")
        case .control: return set(.givenNames, "Bas\u{7}tien")
        case .encoding: _ = set(.givenNames, "Hélène")
        case .missing, .extra, .quote, .endless: break
        }
        return nil

        func set(_ column: RegistryColumn, _ value: String) -> RegistryColumn {
            row[column] = value
            return column
        }
    }

    private func fields(_ row: [RegistryColumn: String], _ kind: RegistryFault.Reason?) -> [String] {
        let fields = RegistryColumn.allCases.map { row[$0] ?? "" }
        switch kind {
        case .missing: return Array(fields.prefix(14))
        case .extra: return fields + ["encore"]
        default: return fields
        }
    }

    private func text(_ fields: [String]) -> String {
        String(RegistryCSV.line(fields, separator: separator).dropLast()) + lineEnd
    }

    private mutating func append(_ text: String, foreign: Bool = false) {
        bytes += foreign || writing == .windows1252 ? Windows1252.encode(text)! : Array(text.utf8)
    }
}
