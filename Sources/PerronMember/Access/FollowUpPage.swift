import PerronDomain
import PerronPages

/// The answer to « Valider votre choix », and the same page found again later: what comes, by when, what to do if it doesn't. It says the
/// same for every number, for it is worked out from the time and the channel alone.
package struct FollowUpPage: WebPage {
    package let frame: PageFrame
    private let number: FollowUpNumber
    private let expected: ExpectedArrival
    private let isNew: Bool
    private let lateness: ExpectedArrival.Lateness
    private let past: Past

    /// Which of the days and hours that step 6 said have passed.
    package struct Past: Sendable, Equatable {
        package var email = false
        /// The day on which a letter leaves.
        package var posting = false

        package init(email: Bool = false, posting: Bool = false) {
            self.email = email
            self.posting = posting
        }
    }

    /// - Parameters:
    ///   - isNew: right after step 6; later visits get a calmer title.
    ///   - lateness: for whom the latest day has passed; the page doesn't know where its reader lives.
    package init(
        frame: PageFrame, number: FollowUpNumber, expected: ExpectedArrival, isNew: Bool, lateness: ExpectedArrival.Lateness = .none,
        past: Past = Past()
    ) {
        self.frame = frame
        self.number = number
        self.expected = expected
        self.isNew = isNew
        self.lateness = lateness
        self.past = past
    }

    private var channelKey: String { "access.followUp.\(expected.channel.rawValue)" }

    package var title: String { words(channelKey + (isNew ? ".title" : ".titleLater")) }

    package var main: HTML {
        """
        \(Steps(2, name: words("access.steps.channel"), words: words).html)\
        \(heading)
        <p class="file-line">\(asked)</p>
        \(opening)
        \(NumberPlate(words("access.followUp.number"), groups: number.groups).html)
        <p class="hint">\(words("access.followUp.number.text"))</p>
        <h2>\(words("access.followUp.next"))</h2>
        \(ArrivalTimeline(expected: expected, past: past, fund: frame.fund, words: words).html)
        <p>\(words("access.followUp.unchanged"))</p>
        <h2>\(words("access.followUp.nothing"))</h2>
        <ol class="advice">
        <li>\(words("access.followUp.nothing.\(expected.channel.rawValue)"))</li>
        <li>\(words("access.followUp.nothing.2"))</li>
        <li>\(words("access.followUp.nothing.3", ["telephone": frame.fund.unbrokenTelephone]))</li>
        </ol>
        <div class="actions">
        \(LinkButton(words("access.followUp.received"), to: .codeLanding, look: .secondary).html)
        \(LinkButton(words("access.followUp.again"), to: .accessRequest, look: .quiet).html)
        </div>
        """
    }

    private var asked: String {
        let moment = ["day": words.date(expected.askedDay), "hour": words.hour(minutes: expected.askedMinutes)]
        return words("access.followUp.asked", ["moment": words("mail.moment", moment)])
    }

    private var opening: HTML {
        switch lateness {
        case .everywhere: overdue("access.followUp.overdue")
        case .mainland: overdue("access.followUp.overdueMainland")
        case .none where isNew:
            Notice(.ok, title: words("access.followUp.recorded"), text: words("access.followUp.recorded.text")).html
        case .none: "<p class=\"lead\">\(words("access.followUp.recorded.text"))</p>"
        }
    }

    private func overdue(_ key: String) -> HTML {
        Notice(.warning, title: words(key), text: words(key + ".text", ["telephone": frame.fund.unbrokenTelephone])).html
    }
}
