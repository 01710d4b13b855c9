import PerronDomain

/// One of several, as large rows that can be pressed anywhere.
package struct Choice {
    package struct Option: Sendable {
        let value: String
        let label: String
        /// A few words at the row's end: « en quelques minutes ».
        let badge: String?
        /// What the choice means, under its name.
        let explanation: HTML

        package init(_ value: String, label: String, badge: String? = nil, explanation: HTML) {
            self.value = value
            self.label = label
            self.badge = badge
            self.explanation = explanation
        }
    }

    private let name: FormField
    private let legend: String
    private let options: [Option]
    private let chosen: String?
    private let error: String?

    package init(_ name: FormField, legend: String, options: [Option], chosen: String?, error: String?) {
        self.name = name
        self.legend = legend
        self.options = options
        self.chosen = chosen
        self.error = error
    }

    package var html: HTML {
        let notes = FieldNotes(id: name.rawValue, hint: nil, error: error)
        return """
            <fieldset class="field choices\(error == nil ? "" : " has-error" as HTML)">
            <legend>\(legend)</legend>
            \(notes.html)\(options.enumerated().map(row).joinedHTML())
            </fieldset>
            """
    }

    /// The first row carries the field's own `id`, so that the error summary's link lands on it.
    private func row(_ index: Int, _ option: Option) -> HTML {
        let id = index == 0 ? name.rawValue : "\(name.rawValue)-\(index + 1)"
        let checked: HTML = option.value == chosen ? " checked" : ""
        let badge: HTML? = option.badge.map { "<span class=\"badge\" id=\"\(id)-delai\">\($0)</span>" }
        let described = option.badge == nil ? "\(id)-sens" : "\(id)-delai \(id)-sens"
        let correction = error == nil ? "" : "\(name.rawValue)-erreur "
        return """
            <div class="choice"><input type="radio" id="\(id)" name="\(name.rawValue)" value="\(option.value)" required\
             aria-describedby="\(correction + described)"\(checked)>
            <div class="choice-text"><p class="choice-name"><label for="\(id)">\(option.label)</label>\(badge)</p>
            <div class="choice-sense" id="\(id)-sens">\(option.explanation)</div></div></div>
            """
    }
}
