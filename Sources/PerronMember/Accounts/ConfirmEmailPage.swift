import PerronDomain
import PerronPages

/// A signed-in member types the code that was sent to the address they gave.
package struct ConfirmEmailPage: WebPage {
    /// What became of the wish for another code.
    package enum Note: Sendable, Equatable {
        case sent
        case tooSoon(minutes: Int)
        /// As people say it.
        case enough(until: String)
    }

    package let frame: PageFrame
    private let email: EmailAddress
    private let typed: String
    private let note: Note?
    private let errors: [FieldError]

    package init(frame: PageFrame, email: EmailAddress, typed: String = "", note: Note? = nil, errors: [FieldError] = []) {
        self.frame = frame
        self.email = email
        self.typed = typed
        self.note = note
        self.errors = errors
    }

    package var title: String { words("account.email.title") }
    package var hasErrors: Bool { !errors.isEmpty }

    package var main: HTML {
        """
        \(heading)
        \(ErrorSummary(errors, words: words)?.html)\
        \(noteLine)\
        <p class="lead">\(words("account.email.lead", ["email": email.written])) \
        <a href="\(Route.giveEmail.path)">\(words("account.email.correct"))</a></p>
        \(PostForm(.confirmEmail, csrf: frame.csrf) {
            """
            \(Field(
                .emailCode, .provisionalPassword, label: words("account.email.code"), hint: words("account.email.code.hint"), value: typed,
                error: errors.message(for: .emailCode)).html)
            <div class="actions">
            \(Button(words("account.email.submit")).html)
            \(LinkButton(words("account.email.later"), to: .memberSpace, look: .quiet).html)
            </div>
            """
        }.html)
        <h2>\(words("account.email.nothing"))</h2>
        <p>\(words("account.email.nothing.text"))</p>
        \(PostForm(.resendEmailCode, csrf: frame.csrf) { Button(words("account.email.again"), look: .secondary).html }.html)
        """
    }

    private var noteLine: HTML? {
        note.map { "<p class=\"arrival\" role=\"status\">\(told($0))</p>\n" }
    }

    private func told(_ note: Note) -> String {
        switch note {
        case .sent: words("account.email.sent")
        case .tooSoon(let minutes): words("account.email.tooSoon", ["minutes": String(minutes)])
        case .enough(let until): words("account.email.enough", ["until": until])
        }
    }
}
