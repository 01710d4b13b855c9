import PerronDomain
import PerronPages

/// Asks for the follow-up number of a request made earlier.
package struct FollowUpQuestionPage: WebPage {
    package let frame: PageFrame
    private let typed: String
    private let errors: [FieldError]

    package init(frame: PageFrame, typed: String = "", errors: [FieldError] = []) {
        self.frame = frame
        self.typed = typed
        self.errors = errors
    }

    package var title: String { words("access.followUp.ask.title") }
    package var hasErrors: Bool { !errors.isEmpty }

    package var main: HTML {
        """
        \(heading)
        \(ErrorSummary(errors, words: words)?.html)\
        <p class="lead">\(words("access.followUp.ask.lead"))</p>
        \(PostForm(.followUp, csrf: frame.csrf) {
            """
            \(Field(
                .followUp, .followUpNumber, label: words("access.followUp.ask.label"), hint: words("access.followUp.ask.hint"),
                value: typed, error: errors.message(for: .followUp)).html)
            <div class="actions">\(Button(words("access.followUp.ask.submit")).html)</div>
            """
        }.html)
        <p>\(words("access.followUp.ask.lost"))</p>
        <div class="actions">\(LinkButton(words("access.followUp.again"), to: .accessRequest, look: .quiet).html)</div>
        """
    }
}
