import PerronDomain
import PerronPages

/// An e-mail address for a file that has none, or in place of one that nobody has confirmed.
package struct GiveEmailPage: WebPage {
    package let frame: PageFrame
    private let email: String
    private let corrects: Bool
    private let errors: [FieldError]

    /// - Parameters:
    ///   - email: as typed.
    ///   - corrects: whether another address waits for its code.
    package init(frame: PageFrame, email: String = "", corrects: Bool, errors: [FieldError] = []) {
        self.frame = frame
        self.email = email
        self.corrects = corrects
        self.errors = errors
    }

    package var title: String { words(corrects ? "account.giveEmail.title.correct" : "account.giveEmail.title") }
    package var hasErrors: Bool { !errors.isEmpty }
    package var keepsTyping: Bool { true }

    package var main: HTML {
        """
        \(heading)
        \(ErrorSummary(errors, words: words)?.html)\
        <p class="lead">\(words("account.giveEmail.lead"))</p>
        \(PostForm(.giveEmail, csrf: frame.csrf, isKept: true) {
            """
            \(Field(
                .email, .email, label: words("account.choose.email"), hint: words("account.giveEmail.hint"), value: email,
                error: errors.message(for: .email)).html)
            <div class="actions">
            \(Button(words("account.giveEmail.submit")).html)
            \(LinkButton(words("account.change.back"), to: .memberSpace, look: .quiet).html)
            </div>
            """
        }.html)
        """
    }
}
