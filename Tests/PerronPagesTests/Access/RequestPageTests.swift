import PerronDomain
import PerronPages
import PerronTestSupport
import Testing

/// Step 3: what is said of a number, and what survives a correction.
@Suite struct RequestPageTests {
    @Test(arguments: [
        ("affilie", "", "access.error.number.empty"),
        ("affilie", "261 40 7x", "access.error.number.letters"),
        ("", "2614073", "access.error.role.missing"),
    ])
    func `a mistake is told at its field in words that say what to do`(role: String, number: String, key: String) async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await browser.open(.accessRequest)

        let page = try await browser.send([.role: role, .number: number, .robot: "oui"], to: .accessRequest)

        #expect(page.status == 422)
        #expect(page.says(portal.words()(key)))
        #expect(page.fields(ofFormTo: .accessRequest)["numero"] == number)
    }

    @Test(arguments: [
        ("affilie", "261407", "Il manque un chiffre"), ("affilie", "26140", "Il manque 2 chiffres"),
        ("affilie", "26140733", "Ce numéro a 8"), ("ayant_droit", "30451826", "Il en faut 7"),
        ("ayant_droit", "30451826799", "Il y a 2 chiffres de trop"), ("affilie", "261§073", "«\u{00A0}§\u{00A0}»"),
    ])
    func `a number of the wrong length is told how many digits are missing or too many`(
        role: String, number: String, words: String
    ) async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await browser.open(.accessRequest)

        #expect(try await browser.send([.role: role, .number: number, .robot: "oui"], to: .accessRequest).says(words))
    }

    @Test func `a request that waited too long leads back to the first page, which says so`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await browser.open(.accessRequest)
        portal.clock.advance(.seconds(25))
        try await browser.send([.role: "affilie", .number: "2614073", .robot: "oui"], to: .accessRequest)
        portal.clock.advance(.hours(2))

        let late = try await browser.send([.channel: AccessChannel.email.formValue], to: .accessChannel)
        let again = try await browser.open(.accessChannel)

        for page in [late, again] {
            #expect(page.path == "/acces?motif=demande-trop-ancienne")
            #expect(page.says(portal.words()("access.request.expired")))
        }
        #expect(try await !browser.open(.accessRequest).says(portal.words()("access.request.expired")))
        #expect(try await browser.open("/connexion?motif=demande-trop-ancienne").status == 200)
    }

    @Test func `a mistake elsewhere doesn't make anybody wait for the robot check again`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await browser.open(.accessRequest)
        let ticket = try #require(browser.page?.fields(ofFormTo: .accessRequest)["ticket"])
        portal.clock.advance(.seconds(25))

        let corrected = try await browser.send([.role: "affilie", .number: "261407", .robot: "oui"], to: .accessRequest)
        #expect(corrected.fields(ofFormTo: .accessRequest)["ticket"] == ticket)
        #expect(corrected.fields(ofFormTo: .accessRequest)["robot"] == "oui")

        let channel = try await browser.send([.role: "affilie", .number: "2614073"], to: .accessRequest)
        #expect(channel.path == "/acces/envoi")
    }

    @Test func `a solved proof comes back with the page, and opens one request only`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await browser.open(.accessRequest)
        let proof = try #require(browser.page).solvedProof

        let corrected = try await browser.send([.role: "affilie", .number: "", .robot: "oui", .proof: proof], to: .accessRequest)
        let fields = corrected.fields(ofFormTo: .accessRequest)
        #expect(fields["preuve"] == proof)
        #expect(fields["robot"] == "oui")
        let typed: [FormField: String] = [.role: "affilie", .number: "2614073"]
        #expect(try await browser.send(typed, to: .accessRequest).path == "/acces/envoi")

        try await browser.open(.accessRequest)
        let reused = typed.merging([.robot: "oui", .challenge: fields["defi"]!, .proof: proof]) { $1 }
        let spent = try await browser.send(reused, to: .accessRequest)
        #expect(spent.says(portal.words()("access.error.robot.used")))
        #expect(spent.fields(ofFormTo: .accessRequest)["preuve"] == "")
    }

    @Test func `without scripts, too early is told in seconds and the page stays as it was`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await browser.open(.accessRequest)
        portal.clock.advance(.seconds(5))

        let early = try await browser.send([.role: "affilie", .number: "2614073", .robot: "oui"], to: .accessRequest)
        #expect(early.status == 422)
        #expect(early.says("dans 15\u{00A0}secondes"))
        portal.clock.advance(.milliseconds(14_500))
        let nearly = try await browser.send([.role: "affilie"], to: .accessRequest)
        #expect(nearly.says("dans 1\u{00A0}seconde. "))
        #expect(nearly.says("au moins 1\u{00A0}seconde après"))
        portal.clock.advance(.milliseconds(500))

        #expect(try await browser.send([.role: "affilie"], to: .accessRequest).path == "/acces/envoi")
    }

    @Test func `no box ticked, no request`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await browser.open(.accessRequest)
        portal.clock.advance(.seconds(25))

        let page = try await browser.send([.role: "affilie", .number: "2614073"], to: .accessRequest)

        #expect(page.says(portal.words()("access.error.robot.unticked")))
    }

    @Test func `the follow-up number finds the page again, from any browser`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await browser.open(.accessRequest)
        portal.clock.advance(.seconds(25))
        try await browser.send([.role: "affilie", .number: "2614073", .robot: "oui"], to: .accessRequest)
        let page = try await browser.send([.channel: "courriel"], to: .accessChannel)
        let groups = page.body.matches(of: /<span>([0-9A-Z]{5})<\/span>/).map { String($0.output.1) }
        portal.clock.advance(.hours(1))

        let other = portal.browser()
        try await other.open(.followUp)
        #expect(try await other.send([.followUp: "0000000000"], to: .followUp).status == 422)
        let found = try await other.send([.followUp: groups.joined(separator: " ").lowercased()], to: .followUp)

        #expect(groups.count == 2)
        #expect(found.title == portal.words()("access.followUp.email.titleLater"))
    }
}
