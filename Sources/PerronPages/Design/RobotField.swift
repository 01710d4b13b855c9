import PerronDomain

/// What stands behind « Je ne suis pas un robot »: what is asked, and what was already brought when the page comes back for another reason.
package struct RobotFieldValues: Sendable, Equatable {
    /// base64url, signed by the server.
    package let challenge: String
    /// Leading zero bits of each SHA-256.
    package let difficulty: Int
    /// How many small puzzles; many small ones take a steadier time than a large one.
    package let count: Int
    /// The signed ticket for browsers without JavaScript.
    package let slowTicket: String
    /// Seconds after which the ticket is good.
    package let slowSeconds: Int
    /// The solution that the browser already found; empty where it still has to.
    package let proof: String
    package let isTicked: Bool

    package init(
        challenge: String, difficulty: Int, count: Int, slowTicket: String, slowSeconds: Int, proof: String = "", isTicked: Bool = false
    ) {
        self.challenge = challenge
        self.difficulty = difficulty
        self.count = count
        self.slowTicket = slowTicket
        self.slowSeconds = slowSeconds
        self.proof = proof
        self.isTicked = isTicked
    }
}

/// A real checkbox. With JavaScript, ticking it starts the proof of work in the background and the form waits for it; without, the ticket's
/// age stands in for it.
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

    package var html: HTML {
        let id = FormField.robot.rawValue
        let notes = FieldNotes(id: id, hint: words("access.robot.hint"), error: error)
        let checked: HTML = values.isTicked ? " checked" : ""
        let slow = words("access.robot.slow", ["duration": words.duration(.seconds(values.slowSeconds))])
        return """
            <div class="field robot\(error == nil ? "" : " has-error" as HTML)" data-robot\(scriptData)>
            \(FieldNotes(id: id, hint: nil, error: error).html)\
            <div class="tick"><input type="checkbox" id="\(id)" name="\(id)" value="oui" required\(checked)\(notes.attributes)>
            <label for="\(id)">\(words("access.robot.label"))</label></div>
            <div class="with-script">\(FieldNotes(id: id, hint: words("access.robot.hint"), error: nil).html)</div>
            <noscript><p class="hint">\(slow)</p></noscript>
            <p class="robot-status" role="status" data-robot-status></p>
            <input type="hidden" name="\(FormField.challenge.rawValue)" value="\(values.challenge)">
            <input type="hidden" name="\(FormField.proof.rawValue)" value="\(values.proof)">
            <input type="hidden" name="\(FormField.slowTicket.rawValue)" value="\(values.slowTicket)">
            </div>
            """
    }

    private var scriptData: HTML {
        let fallback = words("access.robot.fallback", ["duration": words.duration(.seconds(values.slowSeconds))])
        return """
             data-challenge="\(values.challenge)" data-ticket="\(values.slowTicket)" data-proof="\(values.proof)" data-difficulty="\(values.difficulty)" data-count="\(values.count)"\
             data-worker="\(frame.assets[.robotWorker])" data-working="\(words("access.robot.working"))" \
            data-done="\(words("access.robot.done"))" data-waiting="\(words("access.robot.waiting"))" data-fallback="\(fallback)"
            """
    }
}
