import PerronDomain

/// A birth date in three lines to type in, which everybody can type faster than they can find a day in a calendar.
package struct DateField {
    /// As typed, so that a correction starts from it.
    package struct Typed: Sendable, Equatable {
        package var day: String
        package var month: String
        package var year: String

        package init(day: String = "", month: String = "", year: String = "") {
            self.day = day
            self.month = month
            self.year = year
        }
    }

    /// Of the group's notes.
    private static let id = "naissance"

    private let legend: String
    private let hint: String
    private let typed: Typed
    private let error: String?
    private let words: Words

    package init(legend: String, hint: String, typed: Typed, error: String?, words: Words) {
        self.legend = legend
        self.hint = hint
        self.typed = typed
        self.error = error
        self.words = words
    }

    package var html: HTML {
        """
        <fieldset class="field\(error == nil ? "" : " has-error" as HTML)"\(FieldNotes(id: DateField.id, hint: hint, error: nil).attributes)>
        <legend>\(legend)</legend>
        \(FieldNotes(id: DateField.id, hint: hint, error: error).html)<div class="date">
        \(part(.birthDay, "common.date.day", typed.day, "bday-day"))
        \(part(.birthMonth, "common.date.month", typed.month, "bday-month"))
        \(part(.birthYear, "common.date.year", typed.year, "bday-year"))
        </div>
        </fieldset>
        """
    }

    private func part(_ field: FormField, _ key: String, _ value: String, _ autocomplete: HTML) -> HTML {
        let id = field.rawValue
        // The group can't be invalid itself: each of its lines is told what to correct.
        let correction = FieldNotes(id: DateField.id, hint: nil, error: error).attributes
        return """
            <div><label for="\(id)">\(words(key))</label><input id="\(id)" name="\(id)" value="\(value)" class="digits \(autocomplete)" \
            type="text" inputmode="numeric" autocomplete="\(autocomplete)" required\(correction)></div>
            """
    }
}
