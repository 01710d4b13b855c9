import PerronDomain
import PerronMember
import PerronPages
import Testing

@Suite struct `Typed HTML` {
    private let hostile = "\"><script>alert('x')</script>&\u{0}"

    @Test func `escapes a text in content and in attributes alike`() {
        let html: HTML = "<p title=\"\(hostile)\">\(hostile)</p>"

        let escaped = "&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;"
        #expect(html.text == "<p title=\"\(escaped)\">\(escaped)</p>")
    }

    @Test func `keeps markup, numbers and lists of markup as they are and leaves out what isn't there`() {
        let bold: HTML = "<b>é</b>"
        let nothing: HTML? = nil

        let html: HTML = "\(bold)\(7)\(nothing)\([bold, bold])"

        #expect(html.text == "<b>é</b>7<b>é</b><b>é</b>")
    }

    @Test func `escapes a character wherever it stands, beside letters of any length`() {
        let replacements = ["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;", "\u{0}": "", "\u{1F}": "", "\u{7F}": ""]
        for (special, replacement) in replacements {
            for before in 0...40 {
                let (left, right) = (String(repeating: "e", count: before), String(repeating: "é", count: 40 - before))
                let html: HTML = "\(left + special + right + special)"
                #expect(html.text == left + replacement + right + replacement)
            }
        }
    }

    @Test func `leaves letters of every alphabet and line breaks alone`() {
        let html: HTML = "\("Çà œuvre\n\t日本 👩‍⚕️")"

        #expect(html.text == "Çà œuvre\n\t日本 👩‍⚕️")
    }

    @Test func `what was typed comes back as text, whatever it is`() throws {
        let gallery = try Gallery(resources: Repository.root + "/Resources")
        let stand = Stand(gallery: gallery, language: .french)

        let pages: [any WebPage] = [
            RequestPage(frame: stand.frame(.accessRequest), number: hostile, robot: stand.robot),
            SignInPage(frame: stand.frame(.signIn), number: hostile),
            FollowUpQuestionPage(frame: stand.frame(.followUp), typed: hostile, errors: [FieldError(.followUp, hostile)]),
            ChoosePasswordPage(
                frame: stand.frame(.choosePassword, .choosing), code: "a-signed-id", number: stand.number("2614073"),
                birthDate: .init(day: hostile, month: hostile, year: hostile), email: hostile),
        ]

        for page in pages {
            #expect(!page.document.text.contains("<script>"))
            #expect(page.document.text.contains("&quot;&gt;&lt;script&gt;"))
        }
    }
}
