import PerronDomain
import PerronPages

/// The number's length belongs to the other role: a question with its answer as a button, not a refusal.
package struct SeriesQuestionPage: WebPage {
    package let frame: PageFrame
    private let number: FileNumber
    private let claimed: Role
    private let carried: [FormField: String]

    /// - Parameters:
    ///   - claimed: the role that was ticked, and that doesn't go with the number.
    ///   - carried: the robot check's fields (`robot`, `challenge`, `proof`, `robotPass`, `slowTicket`) as they were sent, so that it needn't be done again.
    package init(frame: PageFrame, number: FileNumber, claimed: Role, carried: [FormField: String]) {
        self.frame = frame
        self.number = number
        self.claimed = claimed
        self.carried = carried
    }

    private var likely: Role { RolePolicy.role(of: number.series) }

    private var key: String {
        switch number.series {
        case .member: "seven"
        case .survivor: "nine"
        }
    }

    package var title: String { words("access.series.title.\(key)") }
    package var aside: HTML? { WhereTheNumberStands(words: words).html + ContactCard(frame: frame).html }

    package var main: HTML {
        """
        \(Steps(1, name: words("access.steps.file"), words: words).html)\
        \(heading)
        \(NumberPlate(words("access.series.number"), number: number).html)
        <p>\(words("access.series.text.\(key)"))</p>
        <p>\(words("access.series.both"))</p>
        <div class="actions">
        \(PostForm(.accessRequest, csrf: frame.csrf, hidden: fields(role: likely)) {
            Button(words("access.series.yes.\(key)"), sends: SeriesAnswer.yes.rawValue, as: .answer).html
        }.html)
        \(PostForm(.accessRequest, csrf: frame.csrf, hidden: fields(role: claimed)) {
            Button(words("access.series.correct"), look: .secondary, sends: SeriesAnswer.correct.rawValue, as: .answer).html
        }.html)
        </div>
        """
    }

    private func fields(role: Role) -> [FormField: String] {
        carried.merging([.number: number.digits, .role: role.formValue]) { _, ours in ours }
    }
}
