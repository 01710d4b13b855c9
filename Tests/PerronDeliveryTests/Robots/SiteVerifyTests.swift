import Logging
import PerronDelivery
import PerronDomain
import PerronSecrets
import PerronTestSupport
import PerronWorkflows
import Synchronization
import Testing

@Suite struct SiteVerifyTests {
    @Test(arguments: RobotProvider.allCases)
    func `a good token is a person's, once`(provider: RobotProvider) async throws {
        let standIn = try SiteVerifyStandIn(provider)
        let asking = try standIn.client()

        #expect(try await asking.testimony("good-1") == .person)
        #expect(try await asking.testimony("good-1") == .stale)
        #expect(try await asking.testimony("good-2") == .person)
    }

    @Test(
        arguments: RobotProvider.allCases,
        [
            ("bad", RobotTestimony.notAPerson), ("elsewhere", .notAPerson), ("500", .outOfOrder), ("403", .outOfOrder),
            ("nonsense", .outOfOrder), ("list", .outOfOrder), ("endless", .outOfOrder), ("closed", .outOfOrder), ("internal", .outOfOrder),
            ("new-code", .outOfOrder),
        ])
    func `every other answer is understood for what it says`(
        provider: RobotProvider, case: (token: String, testimony: RobotTestimony)
    ) async throws {
        let standIn = try SiteVerifyStandIn(provider)

        #expect(try await standIn.client().testimony(`case`.token) == `case`.testimony)
    }

    @Test(arguments: [(RobotProvider.recaptcha, RobotTestimony.notAPerson), (.hcaptcha, .person), (.turnstile, .notAPerson)])
    func `only hCaptcha may leave the host out`(provider: RobotProvider, testimony: RobotTestimony) async throws {
        let standIn = try SiteVerifyStandIn(provider)

        #expect(try await standIn.client().testimony("unstated") == testimony)
    }

    @Test func `Turnstile's token is good for the form that it was made for`() async throws {
        let standIn = try SiteVerifyStandIn(.turnstile)
        let asking = try standIn.client()

        #expect(try await asking.testimony("good-signIn-1", action: "access") == .notAPerson)
        #expect(try await asking.testimony("good-signIn-2", action: "signIn") == .person)
    }

    @Test(arguments: RobotProvider.allCases)
    func `a wrong secret is the fund's mistake, not the member's`(provider: RobotProvider) async throws {
        let standIn = try SiteVerifyStandIn(provider)

        #expect(try await standIn.client(standIn.settings(secret: "another")).testimony("good") == .outOfOrder)
    }

    @Test func `hCaptcha is asked with the site key, so that a token of another site is told apart`() async throws {
        let standIn = try SiteVerifyStandIn(.hcaptcha)

        #expect(try await standIn.client(standIn.settings(siteKey: "another")).testimony("good") == .outOfOrder)
    }

    @Test func `an answer that does not come in time is not waited for`() async throws {
        let standIn = try SiteVerifyStandIn(.turnstile)
        var settings = standIn.settings()
        settings.timeout = .milliseconds(200)

        #expect(try await standIn.client(settings).testimony("slow") == .outOfOrder)
    }

    @Test func `where nobody listens is told at once`() async throws {
        let standIn = try SiteVerifyStandIn(.recaptcha)

        #expect(try await standIn.client(standIn.nobody).testimony("good") == .outOfOrder)
    }

    @Test func `of too many questions at once the rest are not asked`() async throws {
        let standIn = try SiteVerifyStandIn(.recaptcha)
        var settings = standIn.settings()
        settings.timeout = .seconds(1)
        let client = try standIn.client(settings)

        let testimonies = try await withThrowingTaskGroup(of: RobotTestimony.self, returning: [RobotTestimony].self) { group in
            for number in 0..<(SiteVerifyClient.questionsAtOnce + 4) {
                group.addTask { try await client.testimony("slow-\(number)") }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }

        #expect(testimonies.filter { $0 == .busy }.count == 4)
        #expect(try await client.testimony("good") == .person)
    }

    @Test func `the question holds the token, and the visitor's address only where it was given`() async throws {
        let standIn = try SiteVerifyStandIn(.recaptcha)
        let client = try standIn.client()

        _ = try await client.testimony("good&secret=x+%41")
        _ = try await client.testimony("good-2", address: "192.0.2.7")

        let asked = try standIn.asked
        #expect(asked.first == #"{"response": "good&secret=x+%41", "type": "application/x-www-form-urlencoded"}"#)
        #expect(asked.last == #"{"remoteip": "192.0.2.7", "response": "good-2", "type": "application/x-www-form-urlencoded"}"#)
    }

    @Test func `the log tells what is wrong, and neither secret nor token`() async throws {
        let standIn = try SiteVerifyStandIn(.turnstile)
        let notes = Notes()
        let logger = Logger(label: "test") { _ in notes }

        _ = try await standIn.client(standIn.settings(secret: "top-secret"), logger: logger).testimony("good-token")
        _ = try await standIn.client(logger: logger).testimony("new-code-token")
        _ = try await standIn.client(logger: logger).testimony("elsewhere-token")
        _ = try await standIn.client(standIn.nobody, logger: logger).testimony("good-token")

        #expect(
            notes.lines == [
                "the robot check's third party can't judge [invalid-input-secret]", "the robot check's third party can't judge [other]",
                "a robot check's token was made for another host or form []",
                "the robot check's third party can't be reached [7]",
            ])
        #expect("\(RobotSecret("top-secret")) \(standIn.settings(secret: "top-secret"))".contains("top-secret") == false)
    }
}

extension SiteVerifyStandIn {
    /// Port 1: nobody listens there.
    fileprivate var nobody: SiteVerifySettings {
        var settings = settings()
        settings.address = "http://localhost:1/siteverify"
        return settings
    }
}

extension SiteVerifyClient {
    fileprivate func testimony(_ token: String, action: String = "access", address: String? = nil) async throws -> RobotTestimony {
        await testimony(on: try #require(RobotToken(token)), action: action, address: address)
    }
}

/// What was logged, in order.
private final class Notes: LogHandler {
    private let kept = Mutex<[String]>([])

    var lines: [String] { kept.withLock { $0 } }
    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }
    var logLevel: Logger.Level {
        get { .trace }
        set {}
    }

    subscript(metadataKey _: String) -> Logger.MetadataValue? {
        get { nil }
        set {}
    }

    func log(event: LogEvent) {
        let values = (event.metadata ?? [:]).values.map { "\($0)" }.sorted().joined(separator: " ")
        kept.withLock { $0.append("\(event.message) [\(values)]") }
    }
}
