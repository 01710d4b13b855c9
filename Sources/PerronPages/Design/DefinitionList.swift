import PerronDomain

/// Names and what they stand for, side by side where there is room.
package struct DefinitionList {
    private let rows: [(name: String, value: HTML)]

    package init(_ rows: [(name: String, value: HTML)]) {
        self.rows = rows
    }

    package var html: HTML {
        """
        <dl class="facts">
        \(rows.map { "<div><dt>\($0.name)</dt><dd>\($0.value)</dd></div>" }.joinedHTML())
        </dl>
        """
    }
}
