import PerronDomain
import PerronPages

/// Step 8: the birth date, and a password of one's own. The restricted session may see this page and no other.
package struct ChoosePasswordPage: WebPage {
    package let frame: PageFrame
    private let number: FileNumber
    private let birthDate: DateField.Typed?
    private let email: String?
    private let errors: [FieldError]

    /// - Parameters:
    ///   - birthDate: as typed; nil where the fund doesn't ask for it.
    ///   - email: as typed; nil where the file already has an address, so that none is asked for.
    package init(frame: PageFrame, number: FileNumber, birthDate: DateField.Typed?, email: String?, errors: [FieldError] = []) {
        self.frame = frame
        self.number = number
        self.birthDate = birthDate
        self.email = email
        self.errors = errors
    }

    package var title: String { words("account.choose.title") }
    package var scripts: [Asset] { [.passwordScript] }
    package var hasErrors: Bool { !errors.isEmpty }

    package var main: HTML {
        """
        \(Steps(3, name: words("access.steps.password"), words: words).html)\
        \(heading)
        \(ErrorSummary(errors, words: words)?.html)\
        <p class="file-line">\(words("access.file", ["number": number.grouped]))</p>
        <p class="lead">\(words("account.choose.lead"))</p>
        \(PostForm(.choosePassword, csrf: frame.csrf) {
            """
            <input type="hidden" autocomplete="username" value="\(number.digits)">
            \(birthField)
            \(PasswordField(
                .password, .new, label: words("account.choose.password"), hint: words("account.choose.password.hint"),
                note: passwordNote, error: errors.message(for: .password), words: words).html)
            \(emailField)
            <div class="actions">\(Button(words("account.choose.submit")).html)</div>
            """
        }.html)
        <p class="hint">\(words("account.choose.time"))</p>
        \(PostForm(.signOut, csrf: frame.csrf) { Button(words("account.choose.stop"), look: .quiet).html }.html)
        """
    }

    /// A password isn't printed back even when it was right: the field says so, kindly.
    private var passwordNote: String? {
        errors.isEmpty || errors.message(for: .password) != nil ? nil : words("account.choose.password.again")
    }

    private var birthField: HTML? {
        birthDate.map {
            DateField(
                legend: words("account.choose.birth"), hint: words("account.choose.birth.hint"), typed: $0,
                error: errors.message(for: .birthDay, .birthMonth, .birthYear), words: words
            ).html
        }
    }

    private var emailField: HTML? {
        email.map {
            Field(
                .email, .email, label: words("account.choose.email"), hint: words("account.choose.email.hint"), value: $0,
                error: errors.message(for: .email), optional: words("common.optional")
            ).html
        }
    }
}
