import PerronDomain
import PerronPages
import PerronStorage
import Synchronization

/// Lets a walk hear a portal's database.
final class Listener: Sendable {
    private let recording = Mutex<RecordingDatabase?>(nil)
    private let walking = Mutex(false)

    /// Only then harm is done: what goes before a walk is as it should be.
    var isWalking: Bool {
        get { walking.withLock { $0 } }
        set { walking.withLock { $0 = newValue } }
    }

    func listening(to database: any Database) -> RecordingDatabase {
        let listening = RecordingDatabase(database)
        recording.withLock { $0 = listening }
        return listening
    }

    func takeStatements() -> [String] {
        recording.withLock { $0 }?.takeStatements() ?? []
    }
}

/// One number's walk through one errand.
struct Visitor: Sendable {
    let portal: Portal
    let listener: Listener
    let manner: Walker.Manner
    let number: FileNumber

    /// The request, the channel, and the follow-up page, at once and later by its number.
    func request(by channel: AccessChannel) async throws -> Walk {
        var walk = Walk()
        let browser = portal.browser()
        browser.speak(manner.language)
        try await step(&walk, browser) { try await browser.open(.accessRequest) }
        portal.clock.advance(.seconds(25))
        try await step(&walk, browser) {
            try await browser.send(
                robot(browser).merging([.role: RolePolicy.role(of: number.series).formValue, .number: number.digits]) { $1 },
                to: .accessRequest)
        }
        try await step(&walk, browser) { try await browser.send([.channel: channel.formValue], to: .accessChannel) }
        let groups = browser.page?.body.matches(of: /<span>([0-9A-Z]{5})<\/span>/).map { String($0.output.1) } ?? []
        try await portal.dispatch()
        portal.clock.advance(.minutes(40))
        try await step(&walk, browser) { try await browser.open(.followUp) }
        let elsewhere = portal.browser(at: "198.51.100.7")
        elsewhere.speak(manner.language)
        try await step(&walk, elsewhere) {
            try await elsewhere.open(.followUp)
            try await elsewhere.send([.followUp: groups.joined()], to: .followUp)
        }
        return walk
    }

    /// Wrong passwords, until every one is held back; Inès's is right, and from before the cut-off.
    func signIn(isAlarmed: Bool) async throws -> Walk {
        for person in [Cast.camille, Cast.ines] { try await openSpace(of: person) }
        if isAlarmed {
            try await portal.house.database.write { [now = portal.clock.now()] tx in
                _ = try Alarms(tx).raise(.failingSignIns, until: now.adding(.hours(2)), now: now)
            }
        }
        let password = number == Cast.ines.number ? Visitor.password : "tout à fait autre chose"
        var walk = Walk()
        let browser = portal.browser(at: "198.51.100.7")
        browser.speak(manner.language)
        try await step(&walk, browser) { try await browser.open(.signIn) }
        for _ in 0..<7 {
            // Longer than the wait of the lane without scripts, shorter than the window of wrong tries.
            portal.clock.advance(.seconds(45))
            try await step(&walk, browser) {
                try await browser.send(
                    robot(browser).merging([.number: number.digits, .password: password]) { $1 }, to: .signIn)
            }
        }
        return walk
    }

    /// A genuine code that ran out, and its renewal in one press.
    func renew() async throws -> Walk {
        if number == Cast.paul.number {
            try await openSpace(of: Cast.paul)
            // The notice of it, so that the newest message is the code.
            try await portal.dispatch()
        }
        let asker = portal.browser()
        let begin = FixedClock.start.adding(.hours(1))
        portal.clock.set(begin)
        try await ask(asker)
        let email = try await portal.house.record(number).registryEmail
        guard let email else { throw PostHouse.Missing() }
        let code = try await portal.code(mailedTo: email)
        portal.clock.set(begin.adding(.hours(30)))
        var walk = Walk()
        let browser = portal.browser(at: "198.51.100.7")
        browser.speak(manner.language)
        try await step(&walk, browser) { try await browser.open(.codeLanding) }
        try await step(&walk, browser) { try await browser.send([.number: number.digits, .password: code], to: .codeLanding) }
        try await step(&walk, browser) { try await browser.send(to: .renewAccess) }
        return walk
    }

    static let password = "lavande girafe cuivre nantes"

    private func openSpace(of person: Cast.Person) async throws {
        let browser = portal.browser()
        try await ask(browser, for: person.number)
        let code = try await portal.code(mailedTo: person)
        try await browser.open(.signIn)
        try await browser.send([.number: person.number.digits, .password: code], to: .signIn)
        let born = person.birthDate
        let chosen = try await browser.send(
            [
                .birthDay: String(born.day), .birthMonth: String(born.month), .birthYear: String(born.year),
                .password: Visitor.password,
            ], to: .choosePassword)
        guard chosen.path == Route.memberSpace.path else { throw PostHouse.Missing() }
    }

    private func ask(_ browser: Browser, for number: FileNumber? = nil) async throws {
        try await browser.open(.accessRequest)
        portal.clock.advance(.seconds(25))
        try await browser.send(
            [.role: Role.member.formValue, .number: (number ?? self.number).digits, .robot: "oui"], to: .accessRequest)
        try await browser.send([.channel: AccessChannel.email.formValue], to: .accessChannel)
    }

    /// The ticked box, and with scripts the solution; nothing where the page asks nothing.
    private func robot(_ browser: Browser) -> [FormField: String] {
        guard let page = browser.page, page.body.contains("data-challenge") else { return [:] }
        return manner.isScripted ? [.robot: "oui", .proof: page.solvedProof] : [.robot: "oui"]
    }

    private func step(_ walk: inout Walk, _ browser: Browser, _ act: () async throws -> Void) async throws {
        let before = try await rows()
        _ = listener.takeStatements()
        _ = browser.takeAnswers()
        listener.isWalking = true
        defer { listener.isWalking = false }
        try await act()
        let statements = listener.takeStatements()
        let written = try await rows().merging(before) { $0 - $1 }
        walk.add(browser.takeAnswers(), number: number, statements: statements, rowsWritten: written)
    }

    /// Rows of every table.
    private func rows() async throws -> [String: Int] {
        try await portal.house.database.read { [dialect = portal.house.database.dialect] tx in try tx.rowCounts(dialect) }
    }
}
