import PerronDomain
import PerronMessages
import PerronPages
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

/// Letters that the post brings back, or that lie unopened: members are told by e-mail where there is an address, and the pages say the
/// same to everyone.
@Suite struct ReturnedLetterTests {
    @Test func `a letter that came back is told by e-mail, its code opens nothing, and the next page is everyone's`() async throws {
        let portal = try await Portal()
        let before = try await portal.ask(Cast.camille, by: .letter, in: portal.browser())
        let code = try await portal.code(postedFor: Cast.camille)
        try await portal.handOver()

        try await portal.returnLetters()
        try await portal.dispatch()
        let email = try #require(Cast.camille.email)
        let told = try #require(portal.mailbag.latest(to: email)).body.text
        let refused = try await portal.signIn(Cast.camille.number, with: code, in: portal.browser())
        let after = try await portal.ask(Cast.camille, by: .letter, in: portal.browser())
        try await portal.dispatch()

        #expect(told.contains("La Poste nous a rendu une lettre"))
        #expect(!told.contains(code) && !told.contains("2614073"))
        #expect(refused.path != "/mot-de-passe")
        #expect(after.title == before.title)
        #expect(portal.mailbag.messages.count == 1)
        #expect(try await portal.house.openTasks() == [.returnedLetter])
        #expect(try await portal.house.codes(of: Cast.camille.number).count == 1)
    }

    @Test func `after it an e-mail still brings a code that opens the space`() async throws {
        let portal = try await Portal()
        try await portal.ask(Cast.camille, by: .letter, in: portal.browser())
        _ = try await portal.code(postedFor: Cast.camille)
        try await portal.handOver()
        try await portal.returnLetters()
        try await portal.dispatch()

        let browser = portal.browser()
        try await portal.ask(Cast.camille, by: .email, in: browser)
        try await portal.signIn(Cast.camille.number, with: try await portal.code(mailedTo: Cast.camille), in: browser)

        #expect(try await portal.choose(born: Cast.camille.birthDate, in: browser).path == "/espace")
    }

    @Test func `five days before the last day an unused letter is reminded of, and its code still opens the space`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.ask(Cast.camille, by: .letter, in: browser)
        let code = try await portal.code(postedFor: Cast.camille)
        try await portal.handOver()
        portal.clock.advance(.days(17))

        _ = try await RemindOfCodes(portal.house.base)()
        try await portal.dispatch()
        let email = try #require(Cast.camille.email)
        let told = try #require(portal.mailbag.latest(to: email)).body.text
        try await portal.signIn(Cast.camille.number, with: code, in: browser)

        #expect(told.contains("Il sert jusqu’au"))
        #expect(!told.contains(code) && !told.contains("2614073"))
        #expect(try await portal.choose(born: Cast.camille.birthDate, in: browser).title == "Bonjour Camille Moreau")
    }
}

extension Portal {
    /// Whatever left came back.
    fileprivate func returnLetters() async throws {
        let letters = try await house.database.read { tx in
            try tx.query("SELECT id FROM letter WHERE state = 'handedOver'").map { LetterNumber(ofLetter: try $0.text("id")) }
        }
        for letter in letters { try await ReturnLetter(house.base)(letter) }
    }
}
