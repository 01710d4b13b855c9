/// A conversation with a mail server, for the operator who tries it: who said what, but for secrets (`ccurl_message`).
package struct SMTPTranscript: Sendable, Equatable {
    package enum Step: String, Sendable, CaseIterable {
        case connection
        case encryption
        case signIn = "sign-in"
        case sender
        case recipient
        case message
    }

    static let longest = 16 * 1024

    /// The last word of the server in each step that was reached, in their order.
    package let steps: [(step: Step, said: String)]

    init(_ text: String) {
        var said: [Step: String] = [:]
        var step: Step? = .connection
        for line in text.split(whereSeparator: \.isNewline) {
            let rest = String(line.dropFirst())
            switch line.first {
            case ">": step = SMTPTranscript.step(rest)
            // What was agreed on, after the reply that lets TLS begin.
            case "*": said[.encryption] = rest
            default: if let step { said[step] = rest }
            }
        }
        steps = Step.allCases.compactMap { step in said[step].map { (step, $0) } }
    }

    package static func == (one: SMTPTranscript, other: SMTPTranscript) -> Bool {
        one.steps.elementsEqual(other.steps) { $0 == $1 }
    }

    /// Nil for greetings, which tell nothing.
    private static func step(_ verb: String) -> Step? {
        switch verb {
        case "STARTTLS": .encryption
        case "AUTH": .signIn
        case "MAIL": .sender
        case "RCPT": .recipient
        case "DATA": .message
        default: nil
        }
    }
}
