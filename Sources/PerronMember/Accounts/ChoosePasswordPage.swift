import PerronDomain
import PerronPages

/// Step 8: the birth date, and a password of one's own. The restricted session may see this page and no other.
package struct ChoosePasswordPage: WebPage {
    package let frame: PageFrame
    private let code: String
    private let number: FileNumber
    private let birthDate: DateField.Typed?
    private let email: String?
    private let hasDroppedPassword: Bool
    private let errors: [FieldError]

    /// - Parameters:
    ///   - code: the signed id of the provisional password that the form redeems.
    ///   - birthDate: as typed; nil where the fund doesn't ask for it.
    ///   - email: as typed; nil where the file already has an address, so that none is asked for.
    ///   - hasDroppedPassword: whether one was typed; it isn't printed back even when it was right, and the field says so, kindly.
    package init(
        frame: PageFrame, code: String, number: FileNumber, birthDate: DateField.Typed?, email: String?, hasDroppedPassword: Bool = false,
        errors: [FieldError] = []
    ) {
        self.frame = frame
        self.code = code
        self.number = number
        self.birthDate = birthDate
        self.email = email
        self.hasDroppedPassword = hasDroppedPassword
        self.errors = errors
    }

    package var title: String { words("account.choose.title") }
    package var scripts: [Asset] { [.passwordScript] }
    package var hasErrors: Bool { !errors.isEmpty }
    package var keepsTyping: Bool { true }

    package var main: HTML {
        """
        \(Steps(3, name: words("access.steps.password"), words: words).html)\
        \(heading)
        \(ErrorSummary(errors, words: words)?.html)\
        <p class="file-line">\(words("access.file", ["number": number.grouped]))</p>
        <p class="lead">\(words("account.choose.lead"))</p>
        \(PostForm(.choosePassword, csrf: frame.csrf, hidden: [.choosing: code], isKept: true) {
            """
            <input type="hidden" autocomplete="username" value="\(number.digits)">
            \(birthField)
            \(PasswordField(
                .password, .new, label: words("account.choose.password"), hint: words("account.choose.password.hint"),
                note: hasDroppedPassword ? words("account.choose.password.again") : nil, error: errors.message(for: .password), words: words).html)
            \(emailField)
            <div class="actions">\(Button(words("account.choose.submit")).html)</div>
            """
        }.html)
        <p class="hint">\(words("account.choose.time"))</p>
        \(PostForm(.signOut, csrf: frame.csrf) { Button(words("account.choose.stop"), look: .quiet).html }.html)
        """
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
