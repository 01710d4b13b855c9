import PerronDomain

/// A real checkbox. With JavaScript, ticking it starts the proof of work in the background, or loads the third party's widget that the fund
/// chose, and the form waits for it; without, the ticket's age stands in for it.
package struct RobotField {
    private let values: RobotFieldValues
    private let error: String?
    private let frame: PageFrame

    package init(_ values: RobotFieldValues, error: String?, frame: PageFrame) {
        self.values = values
        self.error = error
        self.frame = frame
    }

    private var words: Words { frame.words }
    private var slowTime: [String: String] { ["duration": words.duration(.seconds(values.slowSeconds))] }

    package var html: HTML {
        switch values.task {
        case .work(let challenge, let difficulty, let count, let solution, let absent):
            field(
                hint: absent.map { words("access.robot.standIn", ["provider": $0.name]) } ?? words("access.robot.hint"),
                data: """
                     data-challenge="\(challenge)" data-proof="\(solution)" data-difficulty="\(difficulty)" data-count="\(count)"\
                     data-worker="\(frame.assets[.robotWorker])"\(told("working", "waiting", fallback: "fallback"))
                    """,
                hidden: [.challenge: challenge, .proof: solution])
        case .widget(let widget, let pass, let hasOwnWay):
            field(
                hint: words("access.robot.widget.hint", provider(widget)),
                data: """
                     data-widget="\(widget.object)" data-script="\(widget.script(words.language))" data-key="\(widget.siteKey)"\
                     data-action="\(widget.action)" data-language="\(words.language.rawValue)"\(hasOwnWay ? "" : " data-strict" as HTML)\
                    \(told("widget.working", "widget.waiting", fallback: hasOwnWay ? "widget.fallback" : "widget.lost"))
                    """,
                hidden: [.robotToken: "", .robotPass: pass], place: "<div class=\"robot-widget\" data-robot-widget></div>\n")
        case .outOfOrder(let provider): outOfOrder(provider)
        }
    }

    private func provider(_ widget: RobotWidget) -> [String: String] {
        ["provider": widget.provider.name, "company": widget.provider.company]
    }

    private func field(hint: String, data: HTML, hidden: [FormField: String], place: HTML? = nil) -> HTML {
        let id = FormField.robot.rawValue
        let notes = FieldNotes(id: id, hint: hint, error: error)
        let checked: HTML = values.isTicked ? " checked" : ""
        return """
            <div class="field robot\(error == nil ? "" : " has-error" as HTML)" data-robot data-ticket="\(values.slowTicket)"\(data)>
            \(FieldNotes(id: id, hint: nil, error: error).html)\
            <div class="tick"><input type="checkbox" id="\(id)" name="\(id)" value="oui" required\(checked)\(notes.attributes)>
            <label for="\(id)">\(words("access.robot.label"))</label></div>
            <div class="with-script">\(FieldNotes(id: id, hint: hint, error: nil).html)</div>
            <noscript><p class="hint">\(words("access.robot.slow", slowTime))</p></noscript>
            \(place)\
            <p class="robot-status" role="status" data-robot-status></p>
            \(hiddenInputs(hidden))
            </div>
            """
    }

    /// Nothing to tick but where no script runs: the ticket counts there whatever becomes of the third party.
    private func outOfOrder(_ provider: RobotProvider) -> HTML {
        let id = FormField.robot.rawValue
        let said = error ?? words("access.robot.outOfOrder", ["provider": provider.name, "telephone": frame.fund.telephone])
        return """
            <div class="field robot has-error">
            <p class="error" id="\(id)" tabindex="-1">\(Picture.warningSign)<span>\(said)</span></p>
            <noscript><div class="tick"><input type="checkbox" id="\(id)-temps" name="\(id)" value="oui" required>
            <label for="\(id)-temps">\(words("access.robot.label"))</label></div>
            <p class="hint">\(words("access.robot.slow", slowTime))</p></noscript>
            \(hiddenInputs([:]))
            </div>
            """
    }

    private func hiddenInputs(_ fields: [FormField: String]) -> HTML {
        let all = fields.merging([.slowTicket: values.slowTicket]) { own, _ in own }
        return FormField.allCases.filter { all[$0] != nil }
            .map { "<input type=\"hidden\" name=\"\($0.rawValue)\" value=\"\(all[$0]!)\">\n" as HTML }.joinedHTML()
    }

    /// What the script says, by the ends of the words' keys.
    private func told(_ working: String, _ waiting: String, fallback: String) -> HTML {
        let lost = slowTime.merging(["telephone": frame.fund.telephone]) { own, _ in own }
        return """
             data-working="\(words("access.robot.\(working)"))" data-done="\(words("access.robot.done"))"\
             data-waiting="\(words("access.robot.\(waiting)"))" data-fallback="\(words("access.robot.\(fallback)", lost))"
            """
    }
}
