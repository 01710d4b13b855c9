import PerronDomain
import PerronPages

/// A signed-in member types the code that was sent to the address they gave.
package struct ConfirmEmailPage: WebPage {
    package let frame: PageFrame
    private let email: EmailAddress
    private let typed: String
    private let errors: [FieldError]

    package init(frame: PageFrame, email: EmailAddress, typed: String = "", errors: [FieldError] = []) {
        self.frame = frame
        self.email = email
        self.typed = typed
        self.errors = errors
    }

    package var title: String { words("account.email.title") }
    package var hasErrors: Bool { !errors.isEmpty }

    package var main: HTML {
        """
        \(heading)
        \(ErrorSummary(errors, words: words)?.html)\
        <p class="lead">\(words("account.email.lead", ["email": email.value]))</p>
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
        """
    }
}
