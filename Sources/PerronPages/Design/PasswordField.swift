import PerronDomain

/// A password: may be pasted and filled in by a manager; the script adds the button that shows it. Never printed back into a page.
package struct PasswordField {
    package enum Kind: Sendable {
        /// One that exists, to sign in with.
        case current
        /// One being chosen; with the live strength.
        case new
    }

    private let name: FormField
    private let kind: Kind
    private let label: String
    private let hint: String?
    /// Said above the field when there is something to know that isn't a mistake; a mistake comes first.
    private let note: String?
    private let error: String?
    private let words: Words

    package init(
        _ name: FormField = .password, _ kind: Kind, label: String, hint: String? = nil, note: String? = nil, error: String? = nil,
        words: Words
    ) {
        self.name = name
        self.kind = kind
        self.label = label
        self.hint = hint
        self.note = note
        self.error = error
        self.words = words
    }

    package var html: HTML {
        let id = name.rawValue
        let notes = FieldNotes(id: id, hint: hint, error: error)
        return """
            <div class="field\(error == nil ? "" : " has-error" as HTML)" data-password data-show="\(words("common.password.show"))"\
             data-hide="\(words("common.password.hide"))" data-show-name="\(spoken("common.password.show"))"\
             data-hide-name="\(spoken("common.password.hide"))" data-shown="\(words("common.password.shown"))"\
             data-hidden="\(words("common.password.hidden"))">
            <label for="\(id)">\(label)</label>
            \(notes.html)\(noteLine)\
            <div class="with-button"><input id="\(id)" name="\(id)" type="password" autocomplete="\(autocomplete)" autocapitalize="none"\
             spellcheck="false" required\(notes.attributes)></div>
            \(strength)</div>
            """
    }

    /// What the button is called where it is heard out of its field.
    private func spoken(_ key: String) -> String {
        words("common.reveal.of", ["what": words(key), "name": label])
    }

    private var noteLine: HTML? {
        guard error == nil else { return nil }
        return note.map { Note($0).html }
    }

    private var autocomplete: HTML {
        switch kind {
        case .current: "current-password"
        case .new: "new-password"
        }
    }

    /// Hidden until the script is there to fill it.
    private var strength: HTML? {
        guard kind == .new else { return nil }
        return """
            <div class="strength" data-strength data-url="\(Route.passwordStrength.path)" data-offline="\(words("account.strength.offline"))"\
             data-empty="\(words("account.strength.empty"))" hidden>
            <p class="strength-title">\(words("account.strength.title"))</p>
            <p class="strength-bars" aria-hidden="true"><span></span><span></span><span></span><span></span></p>
            <p class="strength-text" aria-live="polite"><strong data-strength-label></strong> \
            <span data-strength-advice>\(words("account.strength.empty"))</span></p>
            </div>

            """
    }
}
