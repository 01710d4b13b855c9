import PerronDomain
import PerronPages
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

/// People to whom nothing can be sent: the page says to everyone what comes and what to do if nothing does, and nobody is told why.
@Suite struct WhoAsksTests {
    @Test func `an unknown number gets nothing, and the page says to check it and ask again, or to call`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()

        let page = try await portal.ask(Cast.nobody, as: .member, by: .letter, in: browser)
        try await portal.dispatch()
        portal.clock.advance(.days(30))
        try await browser.open(.followUp)
        let late = try await browser.send([.followUp: page.followUpNumber], to: .followUp)

        #expect(page.says(portal.words()("access.followUp.nothing.2")))
        #expect(late.says("Le dernier jour d’arrivée est passé"))
        #expect(late.says("05\u{00A0}00\u{00A0}00\u{00A0}00\u{00A0}00"))
        #expect(late.body.contains("href=\"/acces\""))
        #expect(portal.mailbag.messages.isEmpty)
        #expect(try await portal.house.openTasks() == [])
    }

    @Test func `for a holder who died nothing leaves, staff are asked, and the page is everyone's`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()

        let page = try await portal.ask(Cast.rene, by: .email, in: browser)
        try await portal.dispatch()

        #expect(page.title == portal.words()("access.followUp.email.title"))
        #expect(portal.mailbag.messages.isEmpty)
        #expect(try await portal.house.openTasks() == [.deceased])
    }

    @Test(arguments: AccessChannel.allCases)
    func `a file without postal address and e-mail becomes a task, and whoever calls is helped`(channel: AccessChannel) async throws {
        let portal = try await Portal()
        try await portal.change(Cast.henri) { row in for line in 0..<6 { row[.address(line)] = "" } }

        let page = try await portal.ask(Cast.henri, by: channel, in: portal.browser())
        try await portal.dispatch()

        #expect(page.says(portal.words()("access.followUp.nothing.3", ["telephone": "05\u{00A0}00\u{00A0}00\u{00A0}00\u{00A0}00"])))
        #expect(try await portal.house.openTasks() == [.noAddress])
        await #expect(throws: PostHouse.Missing.self) { try await portal.code(postedFor: Cast.henri) }
    }

    @Test func `once staff have an address, the next request brings a letter whose code opens the space`() async throws {
        let portal = try await Portal()
        try await portal.change(Cast.henri) { row in for line in 0..<6 { row[.address(line)] = "" } }
        try await portal.ask(Cast.henri, by: .letter, in: portal.browser())
        try await portal.dispatch()

        try await portal.change(Cast.henri) { _ in }
        portal.clock.advance(.minutes(5))
        let browser = portal.browser()
        try await portal.ask(Cast.henri, by: .letter, in: browser)
        try await portal.signIn(Cast.henri.number, with: try await portal.code(postedFor: Cast.henri), in: browser)

        #expect(try await portal.choose(born: Cast.henri.birthDate, in: browser).title == "Bonjour Henri Lefèvre")
    }

    @Test func `an address to which nothing can be delivered becomes a task before a letter is made`() async throws {
        let portal = try await Portal()
        // A town without its post code.
        try await portal.change(Cast.henri) { $0[.address(5)] = "NANTES" }

        try await portal.ask(Cast.henri, by: .letter, in: portal.browser())
        try await portal.dispatch()

        #expect(try await portal.house.openTasks() == [.undeliverableAddress])
        await #expect(throws: PostHouse.Missing.self) { try await portal.code(postedFor: Cast.henri) }
    }

    @Test func `of two spouses with one mailbox each message begins with a name, and the other's code says whose file to check`()
        async throws
    {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.ask(Cast.paul, by: .email, in: browser)
        let pauls = try await portal.code(mailedTo: Cast.paul)
        #expect(portal.mailbag.latestSubject?.hasPrefix("Paul Roussel") == true)
        try await portal.ask(Cast.anne, by: .email, in: browser)
        let annes = try await portal.code(mailedTo: Cast.anne)
        #expect(portal.mailbag.latestSubject?.hasPrefix("Anne Roussel") == true)

        try await browser.open(.codeLanding)
        let mixed = try await browser.send([.number: Cast.anne.number.digits, .password: pauls], to: .codeLanding)
        #expect(mixed.says("n’est pas celui du dossier \(Cast.anne.number.grouped)"))
        #expect(mixed.says("vérifiez à qui le message s’adresse"))
        let choosing = try await browser.send([.password: annes], to: .codeLanding)

        #expect(choosing.path == "/mot-de-passe")
        #expect(try await portal.choose(born: Cast.anne.birthDate, in: browser).title == "Bonjour Anne Roussel")
        #expect(try await portal.signIn(Cast.paul.number, with: pauls, in: portal.browser()).path == "/mot-de-passe")
    }

    @Test func `a minor's guardian is asked for the child's birth date, and told so when their own is typed`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.ask(Cast.lina, by: .letter, in: browser)
        let choosing = try await portal.signIn(Cast.lina.number, with: try await portal.code(postedFor: Cast.lina), in: browser)
        #expect(choosing.says("même s’il s’agit d’un enfant"))

        let own = try await portal.choose(born: CalendarDay(iso: "1985-01-21")!, in: browser)
        #expect(own.says("Si vous agissez pour quelqu’un, c’est sa date qu’il faut."))

        #expect(try await portal.choose(born: Cast.lina.birthDate, in: browser).path == "/espace")
    }
}

extension Portal {
    /// The registry's next export, with one person's row changed.
    fileprivate func change(_ person: Cast.Person, _ edit: (inout [RegistryColumn: String]) -> Void) async throws {
        let rows = DemoCast.rows.map { row in
            var row = row
            if row[.number] == person.number.digits { edit(&row) }
            return row
        }
        let export = RegistryCSV.header + rows.map { RegistryCSV.line($0) }.joined()
        try await TemporaryExport(Array(export.utf8)).imported(in: house.base)
    }
}

extension Answer {
    fileprivate var followUpNumber: String {
        body.matches(of: /<span>([0-9A-Z]{5})<\/span>/).map { String($0.output.1) }.joined()
    }
}
