import Testing

struct WordingTests {
    private let files = Repository.shared.swift

    @Test func `time is read in one file and chance drawn in another`() {
        #expect(WordingRules.clockViolations(files) == [])
    }

    @Test(arguments: [
        "let now = Date()", "let now = Date.now", "let n = Int.random(in: 1...6)", "let x = list.randomElement()", "list.shuffled()",
        "var g = SystemRandomNumberGenerator()", "let t = ContinuousClock.now", "let id = UUID()",
    ])
    func `a clock or a die elsewhere is found`(line: String) {
        #expect(WordingRules.clockViolations([SwiftFile(line)]).count == 1)
        #expect(WordingRules.clockViolations([SwiftFile("let text = \"\(line)\" // \(line)")]) == [])
    }

    @Test func `the files that may do so still do`() {
        for (pattern, paths) in WordingRules.clocks {
            for path in paths { #expect(files.contains { $0.path == path && !$0.places(of: pattern).isEmpty }, "\(path): \(pattern)") }
        }
    }

    @Test func `errors are swallowed only in parsing and clean-up`() {
        #expect(WordingRules.tryViolations(files) == [])
    }

    @Test func `an error swallowed elsewhere, or once more than was forgiven, is found`() {
        let file = SwiftFile("let a = try? f()\nlet b = try? g()\n")

        #expect(WordingRules.tryViolations([file]).count == 2)
        #expect(WordingRules.tryViolations([file], forgiven: [file.path: (1, "parsing")]).count == 2)
        #expect(WordingRules.tryViolations([file], forgiven: [file.path: (2, "parsing")]) == [])
    }

    @Test func `what was forgiven is still needed`() {
        for (path, allowance) in WordingRules.forgiven {
            let count = files.first { $0.path == path }?.places(of: "try?").count
            #expect(count == allowance.count, "\(path): \(allowance.why)")
        }
    }

    @Test func `nothing is public`() {
        #expect(WordingRules.publicViolations(files) == [])
    }

    @Test(arguments: [
        "public struct A {}", "    public init() {}", "@frozen public enum A {}", "open class A {}", "public import Foundation",
    ])
    func `something public is found`(line: String) {
        #expect(WordingRules.publicViolations([SwiftFile(line)]).count == 1)
    }

    @Test(arguments: ["let text = \"public struct\"", "// public func", "package func open() {}", "site.public.title()", "try open(file)"])
    func `something that only sounds public is not`(line: String) {
        #expect(WordingRules.publicViolations([SwiftFile(line)]) == [])
    }

    @Test func `the compiler's checks on concurrency are switched off only around a C handle`() {
        #expect(WordingRules.uncheckedViolations(files) == [])
        #expect(WordingRules.uncheckedViolations([SwiftFile("final class A: @unchecked Sendable {}")]).count == 1)
        #expect(WordingRules.uncheckedViolations([SwiftFile("nonisolated(unsafe) var a = 1")]).count == 1)
    }

    @Test func `a state machine names every case`() {
        #expect(WordingRules.defaultViolations(files) == [])
        #expect(WordingRules.defaultViolations([SwiftFile("switch a {\ndefault: 1 }", at: "Sources/PerronDomain/AState.swift")]).count == 1)
    }

    @Test func `no file has three hundred lines`() {
        let long = files.filter { $0.lineCount >= 300 }.map { "\($0.path): \($0.lineCount) lines" }

        #expect(long == [])
        #expect(SwiftFile(String(repeating: "let a = 1\n", count: 300)).lineCount == 300)
    }
}
