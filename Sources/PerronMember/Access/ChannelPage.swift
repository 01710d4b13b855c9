import PerronDomain
import PerronPages

/// Step 5: by e-mail or by letter. Both are offered to everyone in the same words, whatever the file holds; a fund may have the browsers
/// that it recognises shown where an e-mail would go.
package struct ChannelPage: WebPage {
    package let frame: PageFrame
    private let request: String
    private let number: FileNumber
    private let chosen: AccessChannel?
    private let letterBy: CalendarDay
    private let email: EmailAddress?
    private let errors: [FieldError]

    /// - Parameters:
    ///   - request: the signed id of the request that the form confirms.
    ///   - letterBy: the latest day on which a letter asked for now arrives in mainland France.
    ///   - email: where an e-mail would go, shown masked; nil where nothing may be shown of it.
    package init(
        frame: PageFrame, request: String, number: FileNumber, chosen: AccessChannel? = nil, letterBy: CalendarDay,
        email: EmailAddress? = nil,
        errors: [FieldError] = []
    ) {
        self.frame = frame
        self.request = request
        self.number = number
        self.chosen = chosen
        self.letterBy = letterBy
        self.email = email
        self.errors = errors
    }

    package var title: String { words("access.channel.title") }
    package var hasErrors: Bool { !errors.isEmpty }
    package var keepsTyping: Bool { true }

    package var main: HTML {
        """
        \(Steps(2, name: words("access.steps.channel"), words: words).html)\
        \(heading)
        \(ErrorSummary(errors, words: words)?.html)\
        <p class="file-line">\(words("access.file", ["number": number.grouped])) \
        <a href="\(Route.accessRequest.path)">\(words("access.file.correct"))</a></p>
        \(PostForm(.accessChannel, csrf: frame.csrf, hidden: [.request: request], isKept: true) {
            """
            \(Choice(
                .channel, legend: words("access.channel.legend"), options: AccessChannel.allCases.map(option), chosen: chosen?.formValue,
                error: errors.message(for: .channel)).html)
            <div class="actions">\(Button(words("access.channel.submit")).html)</div>
            """
        }.html)
        <p class="hint">\(words(email == nil ? "access.channel.same" : "access.channel.recognised"))</p>
        """
    }

    private func option(_ channel: AccessChannel) -> Choice.Option {
        let key = "access.channel.\(channel.rawValue)"
        let text: HTML =
            switch channel {
            case .email:
                if let email {
                    "<p>\(words("access.channel.email.masked", ["email": email.masked]))</p>"
                } else {
                    "<p>\(words(key + ".text"))</p>"
                }
            case .letter: "<p>\(words(key + ".text")) \(words(key + ".by", ["day": words.day(letterBy)]))</p>"
            }
        return Choice.Option(channel.formValue, label: words(key), badge: words(key + ".speed"), explanation: text)
    }
}
