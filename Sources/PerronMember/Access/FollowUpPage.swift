import PerronDomain
import PerronPages

/// The answer to « Valider votre choix », and the same page found again later: what comes, by when, what to do if it doesn't. It says the
/// same for every number, for it is worked out from the time and the channel alone.
package struct FollowUpPage: WebPage {
    package let frame: PageFrame
    private let number: FollowUpNumber
    private let expected: ExpectedArrival
    private let isNew: Bool
    private let isOverdue: Bool

    /// - Parameters:
    ///   - isNew: right after step 6; later visits get a calmer title.
    ///   - isOverdue: whether the latest day for a letter to mainland France has passed.
    package init(frame: PageFrame, number: FollowUpNumber, expected: ExpectedArrival, isNew: Bool, isOverdue: Bool = false) {
        self.frame = frame
        self.number = number
        self.expected = expected
        self.isNew = isNew
        self.isOverdue = isOverdue
    }

    private var channelKey: String { "access.followUp.\(expected.channel.rawValue)" }

    package var title: String { words(channelKey + (isNew ? ".title" : ".titleLater")) }

    package var main: HTML {
        """
        \(Steps(2, name: words("access.steps.channel"), words: words).html)\
        \(heading)
        \(opening)
        <h2>\(words("access.followUp.next"))</h2>
        \(ArrivalTimeline(expected: expected, fund: frame.fund, words: words).html)
        <p>\(words("access.followUp.unchanged"))</p>
        \(NumberPlate(words("access.followUp.number"), groups: number.groups).html)
        <p class="hint">\(words("access.followUp.number.text"))</p>
        <h2>\(words("access.followUp.nothing"))</h2>
        <ol class="advice">
        <li>\(words("access.followUp.nothing.1"))</li>
        <li>\(words("access.followUp.nothing.2"))</li>
        <li>\(words("access.followUp.nothing.3", ["telephone": frame.fund.unbrokenTelephone]))</li>
        </ol>
        <div class="actions">
        \(LinkButton(words("access.followUp.received"), to: .codeLanding, look: .secondary).html)
        \(LinkButton(words("access.followUp.again"), to: .accessRequest, look: .quiet).html)
        </div>
        """
    }

    private var opening: HTML {
        if isOverdue {
            return Notice(
                .warning, title: words("access.followUp.overdue"),
                text: words("access.followUp.overdue.text", ["telephone": frame.fund.unbrokenTelephone])
            ).html
        }
        if isNew {
            return Notice(.ok, title: words("access.followUp.recorded"), text: words("access.followUp.recorded.text")).html
        }
        return "<p class=\"lead\">\(words("access.followUp.recorded.text"))</p>"
    }
}
