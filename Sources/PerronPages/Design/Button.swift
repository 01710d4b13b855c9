import PerronDomain

/// How much a button or a link that looks like one stands out. One primary a page.
package enum ButtonLook: String, Sendable {
    case primary
    case secondary
    case quiet
}

/// Sends its form. Named by what it does.
package struct Button {
    private let label: String
    private let look: ButtonLook
    private let field: FormField?
    private let value: String

    package init(_ label: String, look: ButtonLook = .primary) {
        self.label = label
        self.look = look
        field = nil
        value = ""
    }

    /// A button that says by its own name and value which of several was pressed.
    package init(_ label: String, look: ButtonLook = .primary, sends value: String, as field: FormField) {
        self.label = label
        self.look = look
        self.field = field
        self.value = value
    }

    package var html: HTML {
        let named: HTML? = field.map { " name=\"\($0.rawValue)\" value=\"\(value)\"" }
        return "<button class=\"button \(look.rawValue)\"\(named)>\(label)</button>"
    }
}

/// A link that looks like a button: goes to a page and changes nothing.
package struct LinkButton {
    private let label: String
    private let route: Route
    private let look: ButtonLook

    package init(_ label: String, to route: Route, look: ButtonLook = .primary) {
        self.label = label
        self.route = route
        self.look = look
    }

    package var html: HTML {
        "<a class=\"button \(look.rawValue)\" href=\"\(route.path)\">\(label)</a>"
    }
}
