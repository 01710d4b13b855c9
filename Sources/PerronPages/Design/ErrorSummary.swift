import PerronDomain

/// What is to be corrected, at the top of the page: takes the focus by script, and links to each field. Nil where nothing is wrong.
package struct ErrorSummary {
    private let errors: [FieldError]
    private let words: Words

    package init?(_ errors: [FieldError], words: Words) {
        guard !errors.isEmpty else { return nil }
        self.errors = errors
        self.words = words
    }

    package var html: HTML {
        let title = errors.count == 1 ? words("common.errors.one") : words("common.errors.many", ["count": String(errors.count)])
        return """
            <div class="notice error-summary" role="group" aria-labelledby="a-corriger" tabindex="-1" data-error-summary>
            <h2 id="a-corriger">\(Picture.warningSign)\(title)</h2>
            <ul>
            \(errors.map { "<li><a href=\"#\($0.field.rawValue)\">\($0.message)</a></li>" }.joinedHTML())
            </ul>
            </div>

            """
    }
}
