import PerronDomain
import PerronPages

/// Where the link of the e-mail and the QR code of the letter lead. Number and code travel in the fragment, which no server sees: the script
/// fills them in and takes them out of the address bar; nothing is sent but by the person's own button.
package struct CodeLandingPage: WebPage {
    package let frame: PageFrame
    private let number: String
    private let hasDroppedPassword: Bool
    private let robot: RobotFieldValues?
    private let errors: [FieldError]

    /// - Parameters:
    ///   - number: as typed; the password is never printed back.
    ///   - hasDroppedPassword: whether one was typed, which the page then says.
    ///   - robot: asked for after too many wrong passwords from one network.
    package init(
        frame: PageFrame, number: String = "", hasDroppedPassword: Bool = false, robot: RobotFieldValues? = nil, errors: [FieldError] = []
    ) {
        self.frame = frame
        self.number = number
        self.hasDroppedPassword = hasDroppedPassword
        self.robot = robot
        self.errors = errors
    }

    package var title: String { words("access.code.title") }
    package var scripts: [Asset] { robot == nil ? [.codeScript] : [.codeScript, .robotScript] }
    package var widget: RobotWidget? { robot?.widget }
    package var hasErrors: Bool { !errors.isEmpty }
    package var keepsTyping: Bool { true }

    package var main: HTML {
        """
        \(Steps(3, name: words("access.steps.password"), words: words).html)\
        \(heading)
        \(ErrorSummary(errors, words: words)?.html)\
        <p class="lead">\(words("access.code.lead"))</p>
        \(Note(words("access.code.address", ["url": frame.fund.publicURL])).html)\
        <noscript><p class="hint">\(words("access.code.noScript"))</p></noscript>
        <div data-code data-filled="\(words("access.code.filled"))">
        <p class="robot-status" role="status" data-code-status></p>
        \(PostForm(.codeLanding, csrf: frame.csrf, isKept: true) {
            """
            \(Field(
                .number, .fileNumber, label: words("access.number.label"), hint: words("access.number.hint"), value: number,
                error: errors.message(for: .number)).html)
            \(Field(
                .password, .provisionalPassword, label: words("access.code.label"), hint: words("access.code.hint"),
                note: hasDroppedPassword ? words("account.choose.password.again") : nil, error: errors.message(for: .password)).html)
            \(robot.map { RobotField($0, error: errors.message(for: .robot), frame: frame).html })
            <div class="actions">
            \(Button(words("access.code.submit")).html)
            \(LinkButton(words("access.code.none"), to: .accessRequest, look: .quiet).html)
            </div>
            """
        }.html)
        </div>
        """
    }
}
