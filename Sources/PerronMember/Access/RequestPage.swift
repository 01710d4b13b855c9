import PerronDomain
import PerronPages

/// Steps 2 and 3 of the journey: who one is, the file number, the robot check.
package struct RequestPage: CastPage {
    package let frame: PageFrame
    private let role: Role?
    private let number: String
    private let hasExpired: Bool
    private let robot: RobotFieldValues
    private let errors: [FieldError]

    /// - Parameters:
    ///   - number: as typed.
    ///   - hasExpired: an earlier request waited too long, which brought the visitor here again.
    package init(
        frame: PageFrame, role: Role? = nil, number: String = "", hasExpired: Bool = false, robot: RobotFieldValues,
        errors: [FieldError] = []
    ) {
        self.frame = frame
        self.role = role
        self.hasExpired = hasExpired
        self.number = number
        self.robot = robot
        self.errors = errors
    }

    package var title: String { words("access.request.title") }
    package var scripts: [Asset] { [.robotScript] }
    package var widget: RobotWidget? { robot.widget }
    package var hasErrors: Bool { !errors.isEmpty }
    package var keepsTyping: Bool { true }

    package var main: HTML {
        """
        \(Steps(1, name: words("access.steps.file"), words: words).html)\
        \(heading)
        \(ErrorSummary(errors, words: words)?.html)\
        \(expiredLine)\
        <p class="lead">\(words("access.request.lead"))</p>
        \(PostForm(.accessRequest, csrf: frame.csrf, isKept: true) {
            """
            \(roles)
            \(numberField)
            \(RobotField(robot, error: errors.message(for: .robot), frame: frame).html)
            <div class="actions">
            \(Button(words("access.request.submit")).html)
            <p class="hint">\(words("access.request.unchanged"))</p>
            \(LinkButton(words("access.request.signIn"), to: .signIn, look: .quiet).html)
            </div>
            """
        }.html)
        <p><a class="lone" href="\(Route.followUp.path)">\(words("access.followUp.ask.title"))</a></p>
        \(FormerSiteNotice(place: .request, frame: frame).html)
        """
    }

    private var expiredLine: HTML? {
        guard hasExpired else { return nil }
        return "<p class=\"arrival\" role=\"status\">\(words("access.request.expired"))</p>\n"
    }

    private var numberField: HTML {
        WhereTheNumberStands(words: words).beside(
            Field(
                .number, .fileNumber, label: words("access.number.label"), hint: words("access.number.hint"), value: number,
                error: errors.message(for: .number)))
    }

    private var roles: HTML {
        Choice(
            .role, legend: words("access.role.legend"), options: Role.allCases.map(option), chosen: role?.formValue,
            error: errors.message(for: .role)
        ).html
    }

    private func option(_ role: Role) -> Choice.Option {
        let key = "access.role.\(role.rawValue)"
        let count =
            switch role {
            case .member: 4
            case .survivor: 3
            }
        let situations = BulletList((1...count).map { words("\(key).\($0)") })
        return Choice.Option(role.formValue, label: words(key), explanation: "<p>\(words(key + ".hint"))</p>\(situations.html)")
    }
}

extension RequestPage {
    package var tokens: [String] { robot.tokens }

    package var likeness: [Int]? {
        guard role == nil, number.isEmpty, errors.isEmpty, let robot = robot.likeness else { return nil }
        return robot + [hasExpired ? 1 : 0]
    }

    package func replacing(_ tokens: [String], frame: PageFrame) -> RequestPage {
        RequestPage(frame: frame, hasExpired: hasExpired, robot: robot.replacing(tokens))
    }
}
