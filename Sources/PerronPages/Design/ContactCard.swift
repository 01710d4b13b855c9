import PerronDomain

/// The fund's telephone and hours, where somebody can be asked.
package struct ContactCard {
    private let frame: PageFrame
    private let withPost: Bool

    package init(frame: PageFrame, withPost: Bool = false) {
        self.frame = frame
        self.withPost = withPost
    }

    package var html: HTML {
        """
        <section class="contact" aria-labelledby="contact"><div>
        <h2 id="contact">\(frame.words("site.public.contact.title"))</h2>
        <p>\(frame.words("site.public.contact.text"))</p>
        <p class="telephone">\(frame.fund.unbrokenTelephone)</p>
        \(hours)</div>
        \(withPost ? post : nil)</section>
        """
    }

    private var hours: HTML {
        let hours = frame.fund.unbrokenOpeningHours(in: frame.words.language)
        if hours.language == frame.words.language { return "<p>\(hours.text)</p>" }
        return "<p lang=\"\(hours.language.rawValue)\">\(hours.text)</p>"
    }

    private var post: HTML {
        let lines = ([frame.fund.name] + frame.fund.postalAddress).map { "\($0)" as HTML }
        return """
            <div><h2>\(frame.words("site.contact.post"))</h2>
            <address>\(lines.joinedHTML(separator: "<br>"))</address></div>

            """
    }
}
