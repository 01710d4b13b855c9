import PerronDomain
import PerronPages
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

/// A page that the mail house spoiled before it was posted.
@Suite struct SpoiledLetterTests {
    @Test func `a spoiled letter opens nothing, and the one that takes its place opens the space`() async throws {
        let portal = try await Portal()
        try await portal.ask(Cast.henri, by: .letter, in: portal.browser())
        let spoiled = try await portal.code(postedFor: Cast.henri)
        try await portal.handOver()

        try await portal.reprintLetters()
        let fresh = try await portal.code(postedFor: Cast.henri)
        try await portal.handOver()
        let refused = try await portal.signIn(Cast.henri.number, with: spoiled, in: portal.browser())
        let browser = portal.browser()
        try await portal.signIn(Cast.henri.number, with: fresh, in: browser)

        #expect(spoiled != fresh)
        #expect(refused.path != "/mot-de-passe")
        #expect(try await portal.choose(born: Cast.henri.birthDate, in: browser).path == "/espace")
    }
}

extension Portal {
    /// Every page that left was spoiled.
    fileprivate func reprintLetters() async throws {
        let letters = try await house.database.read { tx in
            try tx.query("SELECT id FROM letter WHERE state = 'handedOver'").map { LetterNumber(ofLetter: try $0.text("id")) }
        }
        for letter in letters { try await ReprintLetter(house.base)(letter) }
    }
}
