import PerronDomain
import PerronPages

/// Step 5: by e-mail or by letter. Both are offered to everyone in the same words, whatever the file holds.
package struct ChannelPage: WebPage {
    package let frame: PageFrame
    private let number: FileNumber
    private let chosen: AccessChannel?
    private let letterBy: CalendarDay
    private let errors: [FieldError]

    /// - Parameter letterBy: the latest day on which a letter asked for now arrives in mainland France.
    package init(
        frame: PageFrame, number: FileNumber, chosen: AccessChannel? = nil, letterBy: CalendarDay, errors: [FieldError] = []
    ) {
        self.frame = frame
        self.number = number
        self.chosen = chosen
        self.letterBy = letterBy
        self.errors = errors
    }

    package var title: String { words("access.channel.title") }
    package var hasErrors: Bool { !errors.isEmpty }

    package var main: HTML {
        """
        \(Steps(2, name: words("access.steps.channel"), words: words).html)\
        \(heading)
        \(ErrorSummary(errors, words: words)?.html)\
        <p class="file-line">\(words("access.file", ["number": number.grouped])) \
        <a href="\(Route.accessRequest.path)">\(words("access.file.correct"))</a></p>
        \(PostForm(.accessChannel, csrf: frame.csrf) {
            """
            \(Choice(
                .channel, legend: words("access.channel.legend"), options: AccessChannel.allCases.map(option), chosen: chosen?.formValue,
                error: errors.message(for: .channel)).html)
            <div class="actions">\(Button(words("access.channel.submit")).html)</div>
            """
        }.html)
        <p class="hint">\(words("access.channel.same"))</p>
        """
    }

    private func option(_ channel: AccessChannel) -> Choice.Option {
        let key = "access.channel.\(channel.rawValue)"
        let text: HTML =
            switch channel {
            case .email: "<p>\(words(key + ".text"))</p>"
            case .letter: "<p>\(words(key + ".text")) \(words(key + ".by", ["day": words.day(letterBy)]))</p>"
            }
        return Choice.Option(channel.formValue, label: words(key), badge: words(key + ".speed"), explanation: text)
    }
}
