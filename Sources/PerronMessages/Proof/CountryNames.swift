import Foundation
import PerronDomain

/// The countries as they stand in an address: in capitals without accents, in French (as the post asks) or in English.
struct CountryNames: Sendable {
    private let names: Set<String>

    init() {
        let languages = ["fr", "en"].map { Locale(identifier: $0) }
        let codes = Locale.Region.isoRegions.map(\.identifier).filter { $0.count == 2 && $0 != "FR" }
        names = Set(
            codes.flatMap { code in
                languages.compactMap { $0.localizedString(forRegionCode: code).map { CountryNames.plain($0) } }
            })
    }

    func contains(_ line: String) -> Bool { names.contains(CountryNames.plain(line)) }

    /// « Pays-Bas », « PAYS BAS » and « pays-bas » are one name.
    private static func plain(_ name: String) -> String {
        PostalText.fold(name).split { $0 == "-" || $0.isWhitespace || $0 == "'" || $0 == "’" }.joined(separator: " ")
    }
}
