import PerronDomain
import Testing

/// `docs/states.md` draws what `AccessRequestState.after` allows, and nothing else.
struct StatesTests {
    @Test func `the diagram of a request's states equals the enum`() throws {
        let drawn = try Self.edges(of: #require(Self.diagrams(in: Repository.shared.text("docs/states.md")).first))
        let allowed = AccessRequestState.allCases.flatMap { state in
            AccessRequestEvent.allCases.compactMap { event in
                (try? state.after(event)).map { "\(state.rawValue) --> \($0.rawValue) : \(event.rawValue)" }
            }
        }

        #expect(drawn.sorted() == allowed.sorted())
    }

    @Test func `every state is explained beside the diagram`() {
        let text = Repository.shared.text("docs/states.md")

        for state in AccessRequestState.allCases { #expect(text.contains("| `\(state.rawValue)` |"), "\(state.rawValue)") }
    }

    @Test func `edges are read from a diagram, its ends left aside`() {
        let text = "x\n```mermaid\nstateDiagram-v2\n  [*] --> a\n  a --> b : go\n  b --> [*]\n```\n```mermaid\nflowchart\n```\n"

        #expect(Self.diagrams(in: text).map(Self.edges) == [["a --> b : go"]])
    }

    private static func diagrams(in text: String) -> [Substring] {
        text.split(separator: "```").filter { $0.hasPrefix("mermaid\nstateDiagram-v2") }
    }

    private static func edges(of diagram: Substring) -> [String] {
        diagram.split(separator: "\n").map { $0.drop { $0 == " " } }.filter { $0.contains(" --> ") && !$0.contains("[*]") }.map(String.init)
    }
}
