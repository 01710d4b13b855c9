import PerronDomain

/// A form that changes something: sent by POST, with the token that shows it came from our own page. Nothing is checked by the browser
/// itself, whose messages speak of "invalid" input; the server says what to correct.
package struct PostForm {
    private let route: Route
    private let csrf: String
    private let hidden: [FormField: String]
    private let content: HTML

    package init(_ route: Route, csrf: String, hidden: [FormField: String] = [:], content: () -> HTML) {
        self.route = route
        self.csrf = csrf
        self.hidden = hidden
        self.content = content()
    }

    package var html: HTML {
        """
        <form method="post" action="\(route.path)" novalidate>
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
