import HTTPTypes
import PerronDomain
import PerronPages
import PerronTestSupport
import Testing

@Suite struct EmailAddressTests {
    private let first = EmailAddress("henri@exemple.fr")!
    private let second = EmailAddress("henri.lefevre@exemple.fr")!

    @Test func `an address is added from the space, corrected, and confirmed`() async throws {
        let (portal, browser) = try await inside()
        let space = try await browser.open(.memberSpace)
        #expect(space.body.contains("href=\"/espace/courriel/ajouter\""))

        try await browser.open(.giveEmail)
        let spaced = try await browser.send([.email: "henri @exemple.fr"], to: .giveEmail)
        #expect(spaced.says(portal.words()("account.error.email.space")))
        let confirmation = try await browser.send([.email: first.value], to: .giveEmail)
        #expect(confirmation.path == "/espace/courriel")
        #expect(confirmation.says(portal.words()("account.email.sent")))
        let old = try await portal.code(mailedTo: first)

        portal.clock.advance(.minutes(3))
        let correcting = try await browser.open(.giveEmail)
        #expect(correcting.fields(ofFormTo: .giveEmail)["courriel"] == first.value)
        try await browser.send([.email: second.value], to: .giveEmail)
        #expect(try await browser.send([.emailCode: old], to: .confirmEmail).status == 422)
        let confirmed = try await browser.send([.emailCode: try await portal.code(mailedTo: second)], to: .confirmEmail)

        #expect(confirmed.says(portal.words()("account.space.emailConfirmed")))
        #expect(confirmed.says("Utilisable pour recevoir un mot de passe à partir du 1er décembre 2026"))
        #expect(!confirmed.body.contains("href=\"/espace/courriel/ajouter\""))
        #expect(try await browser.open(.giveEmail).status == 200)
        #expect(try await browser.send([.email: first.value], to: .giveEmail).path == "/espace")
    }

    @Test func `another code comes at most every two minutes and six times a day`() async throws {
        let (portal, browser) = try await inside()
        try await browser.open(.giveEmail)
        try await browser.send([.email: first.value], to: .giveEmail)

        let soon = try await browser.send(to: .resendEmailCode)
        #expect(soon.says("Un code est parti il y a moins de 2\u{00A0}minutes"))
        for _ in 0..<5 {
            portal.clock.advance(.minutes(3))
            #expect(try await browser.send(to: .resendEmailCode).says(portal.words()("account.email.sent")))
        }
        portal.clock.advance(.minutes(3))
        let enough = try await browser.send(to: .resendEmailCode)

        #expect(enough.says("à partir du mercredi 25 novembre 2026"))
        #expect(portal.mailbag.messages.isEmpty)
        let code = try await portal.code(mailedTo: first)
        #expect(try await browser.send([.emailCode: code], to: .confirmEmail).path == "/espace")
    }

    @Test func `what has happened is said once`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.openSpace(of: Cast.camille, in: browser)
        #expect(browser.page?.says(portal.words()("account.space.opened")) == true)
        #expect(try await !browser.open(.memberSpace).says(portal.words()("account.space.opened")))

        try await browser.open(.changePassword)
        let changed = try await browser.send(
            [.currentPassword: Portal.password, .password: "menthe tunnel brest violon"], to: .changePassword)

        #expect(changed.says(portal.words()("account.space.changed")))
        #expect(try await !browser.open(.memberSpace).says(portal.words()("account.space.changed")))
    }

    @Test func `a cookie alone makes the space say nothing`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.openSpace(of: Cast.camille, in: browser)
        portal.clock.advance(.minutes(10))

        let space = try await browser.open("/espace", headers: [.cookie: "__Host-nouvelle=change"])

        #expect(!space.says(portal.words()("account.space.changed")))
    }

    @Test func `a changed password is no sign-in`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.openSpace(of: Cast.camille, in: browser)
        portal.clock.advance(.minutes(5))
        try await browser.open(.changePassword)

        let space = try await browser.send(
            [.currentPassword: Portal.password, .password: "menthe tunnel brest violon"], to: .changePassword)

        #expect(space.path == "/espace")
        #expect(space.body.matches(of: /<tr><th scope="row">/).count == 1)
    }

    @Test func `the way back to the space stands on every page of somebody signed in`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.openSpace(of: Cast.camille, in: browser)

        #expect(try await browser.open(.help).says(portal.words()("common.header.ownSpace")))
        let home = try await browser.open(.home)
        #expect(home.says(portal.words()("site.public.ownSpace")))
        #expect(!home.says(portal.words()("site.public.firstVisit")))
    }

    private func inside() async throws -> (Portal, Browser) {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.ask(Cast.henri, by: .letter, in: browser)
        try await portal.signIn(Cast.henri.number, with: try await portal.code(postedFor: Cast.henri), in: browser)
        try await portal.choose(born: Cast.henri.birthDate, in: browser)
        return (portal, browser)
    }
}
