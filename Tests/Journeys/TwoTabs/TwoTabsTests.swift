import PerronDomain
import PerronPages
import PerronTestSupport
import Testing

/// Tabs of one browser share its cookies; what a form was made for stands in the form.
@Suite struct TwoTabsTests {
    @Test func `a password chosen in one tab never lands on the file that another tab has opened`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        let (own, survivors) = (Cast.odile, Cast.odileAsSurvivor)
        for person in [own, survivors] { try await portal.ask(person, by: .letter, in: portal.browser()) }
        let first = try await choosing(own, portal, browser)
        _ = try await choosing(survivors, portal, browser)

        let answer = try await browser.post(
            fields: first.typing(Portal.password, born: own.birthDate), to: Route.choosePassword.path)

        #expect(answer.status == 410)
        #expect(answer.says("Rien n’a été enregistré pour le dossier \(own.number.grouped)"))
        #expect(answer.body.contains("href=\"/acces/code\""))
        for number in [own.number, survivors.number] {
            #expect(try await portal.signIn(number, with: Portal.password, in: portal.browser()).status == 422)
        }
    }

    @Test func `a wrong birth date in the one tab counts for neither file`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        for person in [Cast.odile, Cast.odileAsSurvivor] { try await portal.ask(person, by: .letter, in: portal.browser()) }
        let first = try await choosing(Cast.odile, portal, browser)
        let second = try await choosing(Cast.odileAsSurvivor, portal, browser)
        let wrong = CalendarDay(iso: "1950-01-01")!

        for _ in 0..<6 {
            _ = try await browser.post(fields: first.typing(Portal.password, born: wrong), to: Route.choosePassword.path)
        }
        let space = try await browser.post(
            fields: second.typing(Portal.password, born: Cast.odileAsSurvivor.birthDate), to: Route.choosePassword.path)

        #expect(space.location == "/espace")
    }

    @Test func `each tab confirms the request that it shows`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        let first = try await channelPage(Cast.odile.number, portal, browser)
        let second = try await channelPage(Cast.odileAsSurvivor.number, portal, browser)

        let letter = try await browser.confirm(first, by: .letter)
        let email = try await browser.confirm(second, by: .email)
        let again = try await browser.confirm(first, by: .email)

        #expect(letter.title == portal.words()("access.followUp.letter.title"))
        #expect(email.title == portal.words()("access.followUp.email.title"))
        #expect(again.title == letter.title)
    }

    @Test func `a second password sent from a tab left behind is said not to be saved`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.ask(Cast.camille, by: .letter, in: portal.browser())
        let stale = try await choosing(Cast.camille, portal, browser)
        try await portal.choose(born: Cast.camille.birthDate, in: browser)
        portal.clock.advance(.minutes(3))

        let answer = try await browser.post(
            fields: stale.typing("menthe tunnel brest violon", born: Cast.camille.birthDate), to: Route.choosePassword.path)

        #expect(answer.status == 410)
        #expect(answer.says("Vous aviez déjà choisi un mot de passe, à 10\u{00A0}h\u{00A0}00."))
        #expect(try await browser.open(.memberSpace).title == "Bonjour Camille Moreau")
        let other = portal.browser()
        #expect(try await portal.signIn(Cast.camille.number, with: "menthe tunnel brest violon", in: other).status == 422)
        #expect(try await portal.signIn(Cast.camille.number, with: Portal.password, in: other).path == "/espace")
    }

    @Test func `whoever signed in to the same file meanwhile is told that nothing was saved`() async throws {
        let portal = try await Portal()
        try await portal.openSpace(of: Cast.camille, in: portal.browser())
        portal.clock.advance(.minutes(10))
        let browser = portal.browser()
        try await portal.ask(Cast.camille, by: .letter, in: portal.browser())
        let stale = try await choosing(Cast.camille, portal, browser)
        try await portal.signIn(Cast.camille.number, with: Portal.password, in: browser)

        let answer = try await browser.post(
            fields: stale.typing("menthe tunnel brest violon", born: Cast.camille.birthDate), to: Route.choosePassword.path)

        #expect(answer.title == portal.words()("account.stray.signedIn.title"))
    }

    /// The fields of « Choisissez votre mot de passe », as one tab shows them.
    private func choosing(_ person: Cast.Person, _ portal: Portal, _ browser: Browser) async throws -> [String: String] {
        let page = try await portal.signIn(person.number, with: try await portal.code(postedFor: person), in: browser)
        #expect(page.path == "/mot-de-passe")
        return page.fields(ofFormTo: .choosePassword)
    }

    private func channelPage(_ number: FileNumber, _ portal: Portal, _ browser: Browser) async throws -> [String: String] {
        try await browser.open(.accessRequest)
        portal.clock.advance(.seconds(25))
        let role = RolePolicy.role(of: number.series).formValue
        let page = try await browser.send([.role: role, .number: number.digits, .robot: "oui"], to: .accessRequest)
        #expect(page.path == "/acces/envoi")
        return page.fields(ofFormTo: .accessChannel)
    }
}

extension [String: String] {
    fileprivate func typing(_ password: String, born: CalendarDay) -> [String: String] {
        let typed = born.typed.merging([.password: password]) { $1 }
        return merging(typed.map { ($0.key.rawValue, $0.value) }) { $1 }
    }
}

extension Browser {
    fileprivate func confirm(_ fields: [String: String], by channel: AccessChannel) async throws -> Answer {
        let answer = try await post(
            fields: fields.merging([FormField.channel.rawValue: channel.formValue]) { $1 }, to: Route.accessChannel.path)
        return try await open(answer.location ?? "")
    }
}
