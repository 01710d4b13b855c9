import PerronDomain
import PerronPages
import PerronTestSupport
import Testing

/// A provisional password that doesn't open, or not any more: the page says why, to whoever holds a genuine one, and what to press next.
@Suite struct CodeTests {
    @Test func `one that was used says so, and the password that was chosen opens the space from there`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.ask(Cast.camille, by: .email, in: browser)
        let code = try await portal.code(mailedTo: Cast.camille)
        try await portal.signIn(Cast.camille.number, with: code, in: browser)
        try await portal.choose(born: Cast.camille.birthDate, in: browser)
        try await browser.send(to: .signOut)

        let used = try await portal.signIn(Cast.camille.number, with: code, in: browser)

        #expect(used.status == 410)
        #expect(used.title == portal.words()("account.tooLate.codeUsed.title"))
        #expect(used.ways == ["/connexion", "/acces"])
        #expect(try await portal.signIn(Cast.camille.number, with: Portal.password, in: browser).path == "/espace")
    }

    @Test func `that of an older letter opens the space too, and then the newer one says that it was voided`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.ask(Cast.henri, by: .letter, in: browser)
        let older = try await portal.code(postedFor: Cast.henri)
        try await portal.handOver()
        portal.clock.advance(.days(2))
        try await portal.ask(Cast.henri, by: .letter, in: browser)
        let newer = try await portal.code(postedFor: Cast.henri)

        #expect(try await portal.signIn(Cast.henri.number, with: older, in: browser).path == "/mot-de-passe")
        #expect(try await portal.choose(born: Cast.henri.birthDate, in: browser).path == "/espace")
        let voided = try await portal.signIn(Cast.henri.number, with: newer, in: portal.browser())

        #expect(voided.status == 410)
        #expect(voided.title == portal.words()("account.tooLate.codeVoided.title"))
        #expect(voided.ways == ["/acces", "/connexion"])
    }

    @Test func `one of a letter that ran out is renewed by a press, and the letter that comes opens the space`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.ask(Cast.henri, by: .letter, in: browser)
        let old = try await portal.code(postedFor: Cast.henri)
        try await portal.handOver()
        portal.clock.advance(.days(23))

        let late = try await portal.signIn(Cast.henri.number, with: old, in: browser)
        #expect(late.title == portal.words()("account.tooLate.codeExpired.title"))
        #expect(late.says(portal.words()("account.tooLate.renew")))
        let asked = try await browser.send(to: .renewAccess)
        #expect(asked.title == portal.words()("access.followUp.letter.title"))

        let fresh = try await portal.code(postedFor: Cast.henri)
        try await portal.signIn(Cast.henri.number, with: fresh, in: browser)
        #expect(try await portal.choose(born: Cast.henri.birthDate, in: browser).path == "/espace")
    }

    @Test func `too many wrong passwords make one's own wait and say until when, a provisional one never`() async throws {
        let portal = try await Portal()
        try await portal.openSpace(of: Cast.camille, in: portal.browser())
        try await portal.dispatch()
        portal.clock.advance(.minutes(10))
        let browser = portal.browser()

        for _ in 0..<5 { try await portal.signIn(Cast.camille.number, with: "tout à fait autre chose", in: browser) }
        let held = try await portal.signIn(Cast.camille.number, with: Portal.password, in: browser)
        #expect(held.status == 422)
        #expect(held.body.contains(/Réessayez à partir de \d+\u00A0h\u00A0\d\d/))
        #expect(held.says("Un mot de passe provisoire, lui, fonctionne tout de suite"))

        try await portal.ask(Cast.camille, by: .email, in: browser)
        let code = try await portal.code(mailedTo: Cast.camille)
        #expect(try await portal.signIn(Cast.camille.number, with: code, in: browser).path == "/mot-de-passe")
        try await browser.send(to: .signOut)
        portal.clock.advance(.minutes(15))
        #expect(try await portal.signIn(Cast.camille.number, with: Portal.password, in: browser).path == "/espace")
    }
}

extension Answer {
    /// Where its big buttons lead, in their order.
    fileprivate var ways: [String] {
        body.matches(of: /<a class="button [a-z]+" href="([^"]+)">/).map { String($0.output.1) }
    }
}
