/// `INSERT INTO t (…) VALUES (…) ON CONFLICT …`, taken apart.
struct InsertForm {
    /// With its columns.
    let table: Substring
    let values: String
    let tail: Substring

    private static let opening = "INSERT INTO "

    init?(_ text: String) {
        guard text.hasPrefix(InsertForm.opening), let word = text.firstRange(of: "VALUES"),
            let open = text[word.upperBound...].firstIndex(of: "("), let close = text[open...].firstIndex(of: ")")
        else { return nil }
        table = text[text.index(text.startIndex, offsetBy: InsertForm.opening.count)..<word.lowerBound]
        values = String(text[text.index(after: open)..<close])
        tail = text[text.index(after: close)...]
    }

    /// Whether it only adds rows of `width` parameters, each as it is.
    func addsParameters(_ width: Int) -> Bool {
        let parts = values.split(separator: ",").map { $0.filter { !$0.isWhitespace } }
        return tail.allSatisfy(\.isWhitespace) && parts == (0..<width).map { "$\($0 + 1)" }
    }
}
