import PerronDomain
import PerronPages
import PerronTestSupport
import Testing

/// Whether a number exists must not show in status, headers, words or length, nor in the statements and rows that it costs.
@Suite struct UniformAnswersTests {
    @Test(arguments: Walker.Errand.allCases, Walker.Manner.all)
    func `nobody's answers, statements or rows tell whose number was typed`(errand: Walker.Errand, manner: Walker.Manner) async throws {
        let walker = Walker(errand, manner)
        let first = try await walker.walk(errand.numbers[0])

        for number in errand.numbers.dropFirst() {
            let walk = try await walker.walk(number)
            #expect(walk.differences(from: first) == [])
        }
        #expect(first.steps.allSatisfy { !$0.answers.isEmpty })
        #expect(first.steps.contains { !$0.statements.isEmpty && !$0.rowsWritten.isEmpty })
    }

    /// The tests of the test above: of a product that gives itself away in one thing, it says so.
    @Test(arguments: Walker.Errand.allCases, TamperedDatabase.Harm.allCases)
    func `a product that does one thing more for somebody's number is found out`(
        errand: Walker.Errand, harm: TamperedDatabase.Harm
    ) async throws {
        let (known, other) = (errand.numbers[0], try #require(errand.numbers.last))
        let walker = Walker(errand, Walker.Manner(language: .french, isScripted: true), harm: (known, harm))

        let differences = try await walker.walk(known).differences(from: walker.walk(other))

        let told =
            switch harm {
            case .statement: "statements"
            case .row: "rows"
            case .answer: "answers"
            }
        #expect(differences.contains { $0.contains(told) })
    }

    @Test func `one byte more, another header, another status and a longer token are each found out`() async throws {
        let portal = try await Portal()
        let answer = try await portal.browser().open(.signIn)
        let walk = Self.walk(answer)

        #expect(Self.walk(answer).differences(from: walk) == [])
        #expect(Self.walk(answer.with(body: answer.body + " ")).differences(from: walk).count == 1)
        #expect(Self.walk(answer.with(status: 203)).differences(from: walk).count == 1)
        #expect(Self.walk(answer.with(header: ("x-more", "1"))).differences(from: walk).count == 1)
        let longer = answer.body.replacing(/value="([A-Za-z0-9_.-]{20,})"/) { "value=\"\($0.output.1)x\"" }
        #expect(longer != answer.body)
        #expect(Self.walk(answer.with(body: longer)).differences(from: walk).count == 1)
        let other = answer.body.replacing(/value="([A-Za-z0-9_.-]{20,})"/) { "value=\"\(String($0.output.1.reversed()))\"" }
        #expect(other != answer.body)
        #expect(Self.walk(answer.with(body: other)).differences(from: walk) == [])
    }

    @Test func `the fifth wrong password makes everybody wait, and the page says what works at once`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        var said: [Answer] = []
        for _ in 0..<7 { said.append(try await portal.signIn(Cast.nobody, with: "tout à fait autre chose", in: browser)) }

        #expect(said[0].says(portal.words()("account.error.signIn.wrong")))
        #expect(said[6].says("Un mot de passe provisoire, lui, fonctionne tout de suite"))
    }

    private static func walk(_ answer: Answer) -> Walk {
        var walk = Walk()
        walk.add([answer], number: Cast.nobody, statements: [], rowsWritten: [:])
        return walk
    }
}
