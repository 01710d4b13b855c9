import PerronDomain

/// Rows and columns; the first cell of a row names it. On a narrow screen the wrapper scrolls, the page doesn't.
package struct Table {
    private let caption: String
    private let showsCaption: Bool
    private let heads: [String]
    private let rows: [[HTML]]

    package init(caption: String, showsCaption: Bool = false, heads: [String], rows: [[HTML]]) {
        self.caption = caption
        self.showsCaption = showsCaption
        self.heads = heads
        self.rows = rows
    }

    package var html: HTML {
        """
        <table>
        <caption\(showsCaption ? "" : " class=\"unseen\"" as HTML)>\(caption)</caption>
        <thead><tr>\(heads.map { "<th scope=\"col\">\($0)</th>" })</tr></thead>
        <tbody>
        \(rows.map(row).joinedHTML())
        </tbody>
        </table>
        """
    }

    private func row(_ cells: [HTML]) -> HTML {
        guard let first = cells.first else { return "" }
        return "<tr><th scope=\"row\">\(first)</th>\(cells.dropFirst().map { "<td>\($0)</td>" })</tr>"
    }
}
