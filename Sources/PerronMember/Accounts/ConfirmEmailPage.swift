import PerronDomain
import PerronPages

/// A signed-in member types the code that was sent to the address they gave.
package struct ConfirmEmailPage: WebPage {
    /// What became of a wish for the code once more.
    package enum News: Sendable {
        case resent
        case tooSoon
    }

    package let frame: PageFrame
    private let news: News?
    private let email: EmailAddress
    private let typed: String
    private let errors: [FieldError]

    package init(frame: PageFrame, email: EmailAddress, typed: String = "", errors: [FieldError] = [], news: News? = nil) {
        self.frame = frame
        self.email = email
        self.typed = typed
        self.errors = errors
        self.news = news
    }

    package var title: String { words("account.email.title") }
    package var hasErrors: Bool { !errors.isEmpty }

    package var main: HTML {
        """
        \(heading)
        \(ErrorSummary(errors, words: words)?.html)\(notice)\
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
        \(PostForm(.resendEmailCode, csrf: frame.csrf) {
            """
            <p>\(words("account.email.nothing"))</p>
            <div class="actions">\(Button(words("account.email.resend"), look: .secondary).html)</div>
            """
        }.html)
        """
    }

    private var notice: HTML? {
        switch news {
        case .resent:
            Notice(.ok, title: words("account.email.resent"), text: words("account.email.resent.text", ["email": email.value])).html
        case .tooSoon: Notice(.warning, title: words("account.email.tooSoon"), text: words("account.email.tooSoon.text")).html
        case nil: nil
        }
    }
}
