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
        <section class="contact">
        <h2>\(frame.words("site.public.contact.title"))</h2>
        <p>\(frame.words("site.public.contact.text"))</p>
        <p class="telephone">\(frame.fund.telephone)</p>
        <p>\(frame.fund.openingHours)</p>
        \(withPost ? post : nil)</section>
        """
    }

    private var post: HTML {
        let lines = ([frame.fund.name] + frame.fund.postalAddress).map { "\($0)" as HTML }
        return """
            <h3>\(frame.words("site.contact.post"))</h3>
            <address>\(lines.joined(separator: "<br>"))</address>

            """
    }
}
