import Testing

struct MarkupTests {
    @Test func `pages have no inline script and no inline style`() {
        #expect(MarkupRule.violations(Repository.shared.swift) == [])
    }

    @Test(arguments: [
        "let a: HTML = \"\"\"\n<p style=\"color: red\">\n\"\"\"", ##"let a: HTML = #"<button onclick="go()">"#"##,
        "let a: HTML = \"<script>go()</script>\"", "let a: HTML = \"<style>p { color: red }</style>\"",
        ##"let a: HTML = #"<a href="javascript:go()">"#"##, ##"let a: HTML = #"<script type="module">go()</script>"#"##,
    ])
    func `what the policy would stop is found`(snippet: String) {
        #expect(MarkupRule.violations([SwiftFile(snippet, at: "Sources/PerronPages/Snippet.swift")]).count == 1)
    }

    @Test(arguments: [
        ##"let a: HTML = #"<script src="/assets/a.js" type="module"></script>"#"##, "let a: HTML = \"<p class='style'>only one = two</p>\"",
    ])
    func `what it allows is not`(snippet: String) {
        #expect(MarkupRule.violations([SwiftFile(snippet, at: "Sources/PerronMember/Snippet.swift")]) == [])
    }

    @Test func `other rooms may write mails, whose readers know no stylesheet`() {
        #expect(MarkupRule.violations([SwiftFile("let a = \"<p style='x'>\"", at: "Sources/PerronMessages/Snippet.swift")]) == [])
    }
}
