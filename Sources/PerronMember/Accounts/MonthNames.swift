import PerronDomain

/// Months as people write them into a field that asks for a number: « 11 », « nov », « Novembre », "February", « août » without its hat.
struct MonthNames: Sendable {
    private let names: [(month: Int, name: String)]

    /// In every language of the site, for one answers in one's own.
    init(_ lexicon: Lexicon) {
        names = Language.allCases.flatMap { language in
            (1...12).map { ($0, MonthNames.folded(lexicon[language]("common.month.\($0)"))) }
        }
    }

    /// Nil for what is neither a number of at most two digits nor the beginning of one month's name alone.
    func month(_ typed: String) -> Int? {
        if let number = Int(typed) { return typed.utf8.count <= 2 ? number : nil }
        let beginning = MonthNames.folded(typed.hasSuffix(".") ? String(typed.dropLast()) : typed)
        guard beginning.count >= 3 else { return nil }
        let found = Set(names.filter { $0.name.hasPrefix(beginning) }.map(\.month))
        return found.count == 1 ? found.first : nil
    }

    private static func folded(_ text: String) -> String {
        text.lowercased().replacing("é", with: "e").replacing("û", with: "u")
    }
}
