import PerronDomain

/// A manifest's letters as a table, `manifest.csv`, for a mail house that reads no JSON: RFC 4180 in UTF-8, but parted by semicolons, as
/// spreadsheets in France and the registry's own exports are. The first line names the columns.
struct LetterTable {
    static let fileName = "manifest.csv"

    /// « Le représentant légal de » may take a line of its own beside the six.
    private static let addressLines = PostalAddress.lineCount + 1

    private static let columns =
        ["letter", "number", "file", "firstPage", "lastPage", "plannedPostingDay", "language", "envelope"]
        + (1...addressLines).map { "address\($0)" } + ["country", "isTest", "sha256"]

    let letters: [LetterManifest.Entry]
    /// Among them those that the letters stand in.
    let files: [LetterManifest.File]

    var bytes: [UInt8] {
        let digests = Dictionary(files.map { ($0.name, $0.sha256) }, uniquingKeysWith: { first, _ in first })
        let rows = [LetterTable.columns] + letters.map { LetterTable.row($0, sha256: digests[$0.file] ?? "") }
        return Array(rows.map { $0.map(LetterTable.quoted).joined(separator: ";") + "\r\n" }.joined().utf8)
    }

    private static func row(_ letter: LetterManifest.Entry, sha256: String) -> [String] {
        let blanks = Array(repeating: "", count: max(0, addressLines - letter.address.count))
        let place = [letter.letter, letter.number ?? "", letter.file, "\(letter.firstPage)", "\(letter.lastPage)"]
        let post = [letter.plannedPostingDay, letter.language, letter.envelope ?? ""]
        return place + post + letter.address + blanks + [letter.country, "\(letter.isTest ?? false)", sha256]
    }

    /// RFC 4180 2.5 to 2.7.
    private static func quoted(_ field: String) -> String {
        guard field.unicodeScalars.contains(where: { [";", "\"", "\r", "\n"].contains($0) }) else { return field }
        return "\"" + field.replacing("\"", with: "\"\"") + "\""
    }
}
