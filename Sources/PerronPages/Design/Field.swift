import PerronDomain

/// A line to type in: label, hint, what is to be corrected, and what was typed.
package struct Field {
    /// What is typed, which decides the keyboard, the width and whether the browser may help.
    package enum Kind: Sendable {
        case text
        case email
        case fileNumber
        case followUpNumber
        case provisionalPassword
    }

    private let name: FormField
    private let kind: Kind
    private let label: String
    private let hint: String?
    private let value: String
    /// Said above the field when there is something to know that isn't a mistake; a mistake comes first.
    private let note: String?
    private let error: String?
    /// The word « facultatif », where the field may stay empty.
    private let optional: String?

    package init(
        _ name: FormField, _ kind: Kind = .text, label: String, hint: String? = nil, value: String = "", note: String? = nil,
        error: String? = nil, optional: String? = nil
    ) {
        self.name = name
        self.kind = kind
        self.label = label
        self.hint = hint
        self.value = value
        self.note = note
        self.error = error
        self.optional = optional
    }

    package var html: HTML {
        let id = name.rawValue
        let required: HTML = optional == nil ? " required" : ""
        let optionalMark: HTML? = optional.map { " <span class=\"optional\">(\($0))</span>" }
        return """
            <div class="field\(error == nil ? "" : " has-error" as HTML)">
            <label for="\(id)">\(label)\(optionalMark)</label>
            \(FieldNotes(id: id, hint: hint, error: error).html)\(noteLine)\
            <input id="\(id)" name="\(id)" value="\(value)"\(attributes)\(required)\(FieldNotes(id: id, hint: hint, error: error).attributes)>
            </div>
            """
    }

    private var noteLine: HTML? {
        guard error == nil else { return nil }
        return note.map { "<p class=\"note\">\(Picture.infoSign)<span>\($0)</span></p>\n" }
    }

    private var attributes: HTML {
        switch kind {
        case .text: " type=\"text\""
        case .email: " type=\"email\" autocomplete=\"email\" autocapitalize=\"none\" spellcheck=\"false\""
        case .fileNumber: " class=\"digits\" type=\"text\" inputmode=\"numeric\" autocomplete=\"username\" spellcheck=\"false\""
        case .followUpNumber:
            " class=\"digits code\" type=\"text\" autocomplete=\"off\" autocapitalize=\"characters\" spellcheck=\"false\""
        case .provisionalPassword:
            " class=\"digits code\" type=\"text\" autocomplete=\"off\" autocapitalize=\"characters\" spellcheck=\"false\""
        }
    }
}

/// The hint and the correction of a field, and the attributes that tie them to it.
struct FieldNotes {
    let id: String
    let hint: String?
    let error: String?

    var html: HTML {
        let hintLine: HTML? = hint.map { "<p class=\"hint\" id=\"\(id)-aide\">\($0)</p>\n" }
        let errorLine: HTML? = error.map { "<p class=\"error\" id=\"\(id)-erreur\">\(Picture.warningSign)<span>\($0)</span></p>\n" }
        return "\(hintLine)\(errorLine)"
    }

    var attributes: HTML {
        let ids = [error.map { _ in id + "-erreur" }, hint.map { _ in id + "-aide" }].compactMap { $0 }
        let described: HTML = ids.isEmpty ? "" : " aria-describedby=\"\(ids.joined(separator: " "))\""
        let invalid: HTML = error == nil ? "" : " aria-invalid=\"true\""
        return "\(described)\(invalid)"
    }
}
