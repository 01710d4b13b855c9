import PerronDomain
import PerronPages
import PerronWorkflows

/// What to do about a robot check that was not taken, in the words of whoever makes it.
struct RobotCorrection {
    let words: Words
    let fund: PensionFund
    /// The third party that the fund chose, and what holds while it is out of order; nil for our own check.
    let service: RobotService?

    /// - Parameter isTicked: whether the box was.
    func error(_ verdict: RobotCheck.Verdict, isTicked: Bool) -> FieldError {
        FieldError(.robot, text(verdict, isTicked: isTicked))
    }

    private func text(_ verdict: RobotCheck.Verdict, isTicked: Bool) -> String {
        switch verdict {
        case .tooEarly(let wait): words("access.error.robot.early", ["duration": words.duration(wait)])
        case .stale: words(service == nil ? "access.error.robot.used" : "access.error.robot.widget.used")
        case .outOfOrder: outOfOrder
        case .unsolved, .passed:
            if !isTicked {
                words("access.error.robot.unticked")
            } else {
                words(service == nil ? "access.error.robot.failed" : "access.error.robot.widget.failed")
            }
        }
    }

    private var outOfOrder: String {
        let names = ["provider": service?.provider.name ?? "", "telephone": fund.telephone]
        return switch service?.whenDown {
        case .own, nil: words("access.error.robot.standIn", names)
        case .refuse: words("access.error.robot.outOfOrder", names)
        }
    }
}
