import PerronDomain
import PerronPages

/// A signed-in member changes the password.
package struct ChangePasswordPage: WebPage {
    package let frame: PageFrame
    private let number: FileNumber
    private let droppedPasswords: Set<FormField>
    private let errors: [FieldError]

    /// - Parameter droppedPasswords: the fields in which one was typed; it is not printed back.
    package init(frame: PageFrame, number: FileNumber, droppedPasswords: Set<FormField> = [], errors: [FieldError] = []) {
        self.frame = frame
        self.number = number
        self.droppedPasswords = droppedPasswords
        self.errors = errors
    }

    package var title: String { words("account.change.title") }
    package var scripts: [Asset] { [.passwordScript] }
    package var hasErrors: Bool { !errors.isEmpty }

    package var main: HTML {
        """
        \(heading)
        \(ErrorSummary(errors, words: words)?.html)\
        <p class="lead">\(words("account.change.lead"))</p>
        \(PostForm(.changePassword, csrf: frame.csrf) {
            """
            <input type="hidden" autocomplete="username" value="\(number.digits)">
            \(PasswordField(
                .currentPassword, .current, label: words("account.change.current"), note: note(.currentPassword), error: errors.message(for: .currentPassword),
                words: words).html)
            \(PasswordField(
                .password, .new, label: words("account.choose.password"), hint: words("account.choose.password.hint"),
                note: note(.password), error: errors.message(for: .password), words: words).html)
            <div class="actions">
            \(Button(words("account.change.submit")).html)
            \(LinkButton(words("account.change.back"), to: .memberSpace, look: .quiet).html)
            </div>
            """
        }.html)
        """
    }

    private func note(_ field: FormField) -> String? {
        droppedPasswords.contains(field) ? words("account.choose.password.again") : nil
    }
}
