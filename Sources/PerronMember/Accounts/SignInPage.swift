import PerronDomain
import PerronPages

/// The door itself: file number and password, one's own or a provisional one.
package struct SignInPage: CastPage {
    /// Why somebody stands here again.
    package enum Arrival: Sendable {
        case signedOut
        case signedOutEverywhere
        case sessionEnded
        case signInFirst
        /// The session had ended when a form of the space was sent.
        case interrupted
        /// Left before a password was chosen; until when the provisional one is good, as people say it.
        case paused(until: String)
    }

    package let frame: PageFrame
    private let number: String
    private let arrival: Arrival?
    private let hasDroppedPassword: Bool
    private let robot: RobotFieldValues?
    private let errors: [FieldError]

    /// - Parameters:
    ///   - number: as typed; the password is never printed back.
    ///   - hasDroppedPassword: whether one was typed, which the page then says.
    ///   - robot: asked for after too many wrong passwords from one network.
    package init(
        frame: PageFrame, number: String = "", arrival: Arrival? = nil, hasDroppedPassword: Bool = false, robot: RobotFieldValues? = nil,
        errors: [FieldError] = []
    ) {
        self.frame = frame
        self.number = number
        self.arrival = arrival
        self.hasDroppedPassword = hasDroppedPassword
        self.robot = robot
        self.errors = errors
    }

    package var title: String { words("account.signIn.title") }
    package var scripts: [Asset] { robot == nil ? [.passwordScript] : [.passwordScript, .robotScript] }
    package var widget: RobotWidget? { robot?.widget }
    package var hasErrors: Bool { !errors.isEmpty }
    package var keepsTyping: Bool { true }

    package var main: HTML {
        """
        \(heading)
        \(ErrorSummary(errors, words: words)?.html)\
        \(arrivalLine)\
        \(PostForm(.signIn, csrf: frame.csrf, isKept: true) {
            """
            \(WhereTheNumberStands(words: words).beside(
                Field(
                    .number, .fileNumber, label: words("access.number.label"), hint: words("access.number.hint"), value: number,
                    error: errors.message(for: .number))))
            \(PasswordField(
                .password, .current, label: words("account.signIn.password"), hint: words("account.signIn.password.hint"),
                note: hasDroppedPassword ? words("account.choose.password.again") : nil, error: errors.message(for: .password),
                words: words).html)
            \(robot.map { RobotField($0, error: errors.message(for: .robot), frame: frame).html })
            <div class="actions">\(Button(words("account.signIn.submit")).html)</div>
            """
        }.html)
        <section class="other-way">
        <h2>\(words("account.signIn.forgotten.title"))</h2>
        \(LinkButton(words("account.signIn.forgotten"), to: .accessRequest, look: .secondary).html)
        <p><a class="lone" href="\(Route.followUp.path)">\(words("access.followUp.ask.title"))</a></p>
        </section>
        \(FormerSiteNotice(place: .signIn, frame: frame).html)
        """
    }

    private var arrivalLine: HTML? {
        arrival.map { "<p class=\"arrival\" role=\"status\">\($0.told(words))</p>\n" }
    }
}

extension SignInPage {
    package var tokens: [String] { [] }

    package var likeness: [Int]? {
        guard number.isEmpty, !hasDroppedPassword, robot == nil, errors.isEmpty else { return nil }
        switch arrival {
        case nil: return [0]
        case .signedOut: return [1]
        case .signedOutEverywhere: return [2]
        case .sessionEnded: return [3]
        case .signInFirst: return [4]
        case .interrupted: return [5]
        case .paused: return nil
        }
    }

    package func replacing(_ tokens: [String], frame: PageFrame) -> SignInPage { SignInPage(frame: frame, arrival: arrival) }
}

extension SignInPage.Arrival {
    fileprivate func told(_ words: Words) -> String {
        switch self {
        case .signedOut: words("account.signIn.notice.signedOut")
        case .signedOutEverywhere: words("account.signIn.notice.signedOutEverywhere")
        case .sessionEnded: words("account.signIn.notice.sessionEnded")
        case .signInFirst: words("account.signIn.notice.signInFirst")
        case .interrupted: words("account.signIn.notice.interrupted")
        case .paused(let until): words("account.signIn.notice.paused", ["until": until])
        }
    }
}
