import Testing

struct BadDaysTests {
    private let repository = Repository.shared

    @Test func `every bad day has its test, and every test that is named is there`() {
        let table = TextFile(path: "docs/bad-days.md", text: repository.text("docs/bad-days.md"))

        #expect(BadDaysRule.bare(in: table) == [])
        #expect(BadDaysRule.missing(in: table) { repository.text($0) } == [])
        #expect(table.text.contains("../Tests/"))
    }

    @Test func `a bad day without a test and a test of another name are found`() {
        let table = TextFile(
            path: "docs/bad-days.md",
            text: """
                | what happens | test |
                | --- | --- |
                | rain | [it rains](../Tests/A.swift), [test_rain](../Tests/b.py) |
                | snow | [it snows](../Tests/A.swift) |
                | hail | none yet |
                """)
        let files = ["Tests/A.swift": "@Test func `it rains`() {}  // it snows", "Tests/b.py": "def test_rain(page):"]

        #expect(BadDaysRule.missing(in: table) { files[$0] ?? "" } == ["Tests/A.swift: it snows"])
        #expect(BadDaysRule.bare(in: table) == ["| hail | none yet |"])
    }
}
