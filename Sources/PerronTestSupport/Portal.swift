import Foundation
import Hummingbird
import Logging
import PerronDelivery
import PerronDomain
import PerronMember
import PerronMessages
import PerronPages
import PerronSecrets
import PerronStorage
import PerronWorkflows

/// The whole product in memory but for its database: the cast on record, the site, and the post. The clock stands still, chance is
/// seeded, passwords cost next to nothing.
package struct Portal: Sendable {
    package let house: PostHouse
    package let site: Site
    package let mailbag: Mailbag
    private let worker: DispatchWorker
    private let responder: RouterResponder<VisitorContext>

    /// - Parameters:
    ///   - publicURL: the only address that is answered.
    ///   - mailbox: makes a demo of it.
    ///   - robots: a third party for « Je ne suis pas un robot ».
    ///   - cost: of one sign-in; `Argon2Cost.standard` is the product's.
    ///   - wrap: see `PostHouse`.
    package init(
        publicURL: String = "http://localhost:8080", limits: Limits = Portal.limits, trustedProxies: TrustedProxies = .none,
        mailbox: DemoMailbox? = nil, robots: RobotService? = nil, cost: Argon2Cost = Argon2Cost(kibibytes: 8, passes: 1),
        through wrap: (any Database) -> any Database = { $0 }
    ) async throws {
        let house = try await PostHouse(limits: limits, through: wrap)
        let fund = PensionFund(
            name: "Caisse de retraite des métiers du soin", shortName: "CARSO", publicURL: publicURL,
            postalAddress: ["12 RUE DES ERABLES", "87000 LIMOGES"], telephone: "05 00 00 00 00",
            openingHours: "du lundi au vendredi, de 9 h à 17 h", emailSender: EmailAddress("espace@carso.example")!)
        let mailbag = Mailbag()
        let site = Site(
            settings: SiteSettings(fund: fund, limits: limits, trustedProxies: trustedProxies, isDemo: mailbox != nil),
            lexicon: try Portal.lexicon.get(),
            assets: try Portal.assets.get())
        let passwords = MemberPasswords(
            rules: PasswordRules(common: try Portal.commonPasswords.get()),
            hasher: PasswordHasher(keys: house.base.keys, random: house.base.random, cost: cost),
            pool: HashingPool(lanes: 2), fund: fund)
        self.house = house
        self.site = site
        self.mailbag = mailbag
        let signal = WorkSignal()
        worker = DispatchWorker(
            house.base, mail: CodeMail(fund: fund, lexicon: site.lexicon, base: house.base, mailer: mailbag), signal: signal,
            logger: Portal.silence)
        responder = MemberSite(
            site: site, base: house.base, passwords: passwords, robots: robots, mailbox: mailbox, wakeWorker: { signal.poke() }
        ).router().buildResponder()
    }

    /// The product's own, with a robot check that costs a test nothing.
    package static var limits: Limits {
        var limits = Limits()
        limits.robot.difficulty = 1
        limits.robot.puzzles = 2
        return limits
    }

    package var clock: FixedClock { house.clock }

    package func words(_ language: Language = .french) -> Words { site.lexicon[language] }

    /// A browser that has never been here.
    package func browser(at address: String = "192.0.2.7") -> Browser {
        Browser(portal: self, address: address)
    }

    func answer(_ request: Request, from address: String) async throws -> Response {
        var logger = Portal.silence
        logger[metadataKey: "hb.request.id"] = "test"
        return try await responder.respond(to: request, context: VisitorContext(logger: logger, peer: IPAddress(address)))
    }

    /// Lets the worker do everything that is due.
    package func dispatch() async throws {
        try await worker.runOnce()
    }

    /// The worker as the product runs it, until the task is cancelled.
    package func work() async throws {
        try await worker.run()
    }

    /// The code in the newest e-mail to somebody.
    package func code(mailedTo person: Cast.Person) async throws -> String {
        guard let email = person.email else { throw PostHouse.Missing() }
        return try await code(mailedTo: email)
    }

    package func code(mailedTo email: EmailAddress) async throws -> String {
        try await dispatch()
        guard let text = mailbag.latest(to: email)?.body.text,
            let code = text.firstMatch(of: /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/)
        else { throw PostHouse.Missing() }
        return String(code.output)
    }

    /// The code in the newest letter for a file; letters are gathered as the demo does, and not printed.
    package func code(postedFor person: Cast.Person) async throws -> String {
        try await dispatch()
        _ = try await GatherBatch(house.base)(.atOnce)
        let letters = try await ReadBatch(house.base)()?.letters.compactMap(\.contents) ?? []
        guard let letter = letters.last(where: { $0.number == person.number }), case .provisionalPassword(let code, _) = letter.body else {
            throw PostHouse.Missing()
        }
        return code.shown
    }

    private static let silence = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// The repository's own.
    package static let resources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Resources")
        .standardizedFileURL.path

    // Read once for all the tests of a run.
    private static let lexicon = Result { try Lexicon(directory: resources + "/words") }
    private static let assets = Result { try AssetCatalog(directory: resources + "/assets") }
    private static let commonPasswords = Result {
        CommonPasswords(text: try String(contentsOfFile: resources + "/passwords/common.txt", encoding: .utf8))
    }
}
