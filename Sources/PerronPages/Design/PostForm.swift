import PerronDomain

/// A form that changes something: sent by POST, with the token that shows it came from our own page. Nothing is checked by the browser
/// itself, whose messages speak of "invalid" input; the server says what to correct.
package struct PostForm {
    private let route: Route
    private let csrf: String
    private let hidden: [FormField: String]
    private let isKept: Bool
    private let content: HTML

    /// - Parameter isKept: the one form of a page that `keepsTyping`.
    package init(_ route: Route, csrf: String, hidden: [FormField: String] = [:], isKept: Bool = false, content: () -> HTML) {
        self.route = route
        self.csrf = csrf
        self.hidden = hidden
        self.isKept = isKept
        self.content = content()
    }

    static let keptID: HTML = "saisie"

    package var html: HTML {
        """
        <form method="post" action="\(route.path)" novalidate\(isKept ? " id=\"\(PostForm.keptID)\"" as HTML : "")>
        <input type="hidden" name="\(FormField.csrf.rawValue)" value="\(csrf)">
        \(hiddenFields)\(content)
        </form>
        """
    }

    private var hiddenFields: [HTML] {
        hidden.sorted { $0.key.rawValue < $1.key.rawValue }.map { field, value in
            "<input type=\"hidden\" name=\"\(field.rawValue)\" value=\"\(value)\">\n"
        }
    }
}
