import Testing

struct SwiftFileTests {
    @Test func `comments and literals are no code`() {
        let file = SwiftFile(
            #"""
            let a = "Date()" // Date()
            /* Date() /* nested */ Date() */ let b = 1
            let c = "x \(f("y", g(1))) z \" w"
            """#)

        #expect(file.places(of: "Date()").isEmpty)
        #expect(file.code.contains("let b = 1"))
        #expect(file.code.contains(#"f("", g(1))"#))
        #expect(file.literals.map(\.text) == ["Date()", "y", "x \(SwiftFile.hole) z \\\" w"])
        #expect(file.literals.map(\.line) == [1, 3, 3])
    }

    @Test func `raw and long literals are read to their own end`() {
        let file = SwiftFile("let a = #\"a \"quoted\" \\(word)\"#\nlet b = \"\"\"\n  one \"two\" \\(three)\n  \"\"\"\nlet c = 3")

        #expect(file.literals.map(\.text) == [#"a "quoted" \(word)"#, "\n  one \"two\" \(SwiftFile.hole)\n  "])
        #expect(file.places(of: "let c = 3") == ["Sources/PerronDomain/Snippet.swift:5: let c = 3"])
        #expect(file.lineCount == 5)
    }

    @Test func `the repository is found`() {
        #expect(Repository.shared.exists("Package.swift"))
        #expect(Repository.shared.swift.count > 100)
        #expect(Repository.shared.texts.contains { $0.path == "config/perron.yaml" })
    }
}
