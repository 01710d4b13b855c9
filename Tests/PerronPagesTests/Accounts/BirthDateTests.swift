import PerronDomain
import PerronPages
import PerronTestSupport
import Testing

/// Step 8: a date as people write it, and an address with a slip in it.
@Suite struct BirthDateTests {
    @Test(arguments: ["nov", "Nov.", "novembre", "NOVEMBER", "11"])
    func `a month may be written by its name`(month: String) async throws {
        let page = try await answer([.birthDay: "02", .birthMonth: month, .birthYear: "1941", .email: ""])

        #expect(page.path == "/espace")
    }

    @Test(arguments: [
        ("02", "11", "41", "account.error.birth.yearShort"), ("02", "jui", "1941", "account.error.birth.impossible"),
        ("31", "févr", "1941", "account.error.birth.impossible"), ("02", "", "41", "account.error.birth.empty"),
        ("02", "11", "mille", "account.error.birth.impossible"), ("02", "011", "1941", "account.error.birth.impossible"),
    ])
    func `what is no date is told by what to do`(day: String, month: String, year: String, key: String) async throws {
        let page = try await answer([.birthDay: day, .birthMonth: month, .birthYear: year, .email: ""])

        #expect(page.status == 422)
        #expect(try await page.says(Portal().words()(key)))
    }

    @Test func `a space in an address is named`() async throws {
        let page = try await answer([.birthDay: "02", .birthMonth: "11", .birthYear: "1941", .email: "henri @exemple.fr"])

        #expect(page.says("L’adresse contient une espace"))
    }

    private func answer(_ typed: [FormField: String]) async throws -> Answer {
        let portal = try await Portal()
        let browser = portal.browser()
        try await browser.open(.accessRequest)
        portal.clock.advance(.seconds(25))
        try await browser.send([.role: "affilie", .number: Cast.henri.number.digits, .robot: "oui"], to: .accessRequest)
        try await browser.send([.channel: AccessChannel.letter.formValue], to: .accessChannel)
        let code = try await portal.code(postedFor: Cast.henri)
        try await browser.open(.codeLanding)
        try await browser.send([.number: Cast.henri.number.digits, .password: code], to: .codeLanding)
        return try await browser.send(typed.merging([.password: "lavande girafe cuivre nantes"]) { $1 }, to: .choosePassword)
    }
}
