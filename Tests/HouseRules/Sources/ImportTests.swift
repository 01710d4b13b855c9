import Testing

struct ImportTests {
    @Test func `every room imports what it may and nothing else`() {
        #expect(ImportRule.violations(Repository.shared.swift) == [])
    }

    @Test func `each C library and GRDB belong to one room`() {
        #expect(ImportRule.shared(Repository.shared.swift) == [])
    }

    @Test func `every room of the table exists`() {
        for room in ImportRule.table.keys { #expect(!Repository.shared.sources(of: room).isEmpty, "\(room) has no file") }
    }

    @Test(arguments: [
        ("PerronDomain", "import Foundation"), ("PerronDomain", "import PerronStorage"), ("PerronWorkflows", "import Hummingbird"),
        ("PerronWorkflows", "@testable import PerronPages"), ("PerronStorage", "import GRDB"), ("PerronPages", "import GRDB"),
        ("PerronMember", "private import struct GRDB.Row"), ("PerronMessages", "import PerronSecrets"),
        ("PerronDelivery", "import CSodium"),
        ("PerronUnheardOf", "import PerronDomain"),
    ])
    func `a forbidden import is found`(room: String, line: String) {
        let file = SwiftFile(line + "\n", at: "Sources/\(room)/Access/Snippet.swift")

        #expect(ImportRule.violations([file]).count == 1)
    }

    @Test func `an allowed import, and one in a comment or a text, are not`() {
        let file = SwiftFile(
            "import PerronDomain\n// import GRDB\nlet a = \"import GRDB\"\n", at: "Sources/PerronStorage/Access/Snippet.swift")

        #expect(ImportRule.violations([file]) == [])
    }

    @Test func `a library in two rooms is found`() {
        let files = ["PerronMessages", "PerronPages"].map { SwiftFile("import CCairo\n", at: "Sources/\($0)/Snippet.swift") }

        #expect(ImportRule.shared(files) == ["CCairo is imported by PerronMessages and PerronPages"])
    }
}
