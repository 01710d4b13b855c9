import PerronDomain
import PerronSecrets
import PerronStorage
import PerronWorkflows

/// Wrong passwords at one member's number from very many networks, while the member comes with a fresh code and in a recognised browser.
package struct OneNumberSiege: Sendable {
    package struct Outcome: Sendable {
        /// Answers to the attackers, by what they were.
        package var wrong = 0
        package var heldBack = 0
        package var askedForProof = 0
        package var letIn = 0
        /// How often the member came, and got in.
        package var codesTyped = 0
        package var codesLetIn = 0
        package var browserCame = 0
        package var browserLetIn = 0
        /// The member's right password in a browser that nobody knows, when half of the tries were made.
        package var strangerIsHeldBack = false

        mutating func count(_ decision: SignIn.Decision) {
            switch decision {
            case .wrong: wrong += 1
            case .slowDown: heldBack += 1
            case .robot, .busy: askedForProof += 1
            case .signedIn, .chooseYourPassword, .codeExpired, .codeUsed, .codeVoided: letIn += 1
            }
        }
    }

    /// Tries that arrive at the same moment.
    private static let atOnce = 100
    private static let rounds = 100

    private let siege: SiegeHouse

    package init(_ siege: SiegeHouse) {
        self.siege = siege
    }

    /// - Parameters:
    ///   - tries: in all; the member comes a hundred times meanwhile.
    ///   - span: in which they arrive, evenly.
    package func callAsFunction(tries: Int, networks: Int, span: Duration) async throws -> Outcome {
        let member = Cast.camille
        let home = SiegeHouse.home(1)
        var browser = try await siege.opened(member, from: home).browser
        var outcome = Outcome()
        // Between two e-mails to one file.
        siege.clock.advance(.minutes(5))
        var code = try await siege.code(for: member, from: SiegeHouse.home(2))
        var codeAt = siege.clock.now()
        var made = 0
        for round in 1...OneNumberSiege.rounds {
            while made < tries * round / OneNumberSiege.rounds {
                let count = min(OneNumberSiege.atOnce, tries * round / OneNumberSiege.rounds - made)
                for decision in try await wrongTries(made..<made + count, networks: networks) { outcome.count(decision) }
                made += count
                siege.clock.advance(span * count / tries)
            }
            if siege.clock.now() - codeAt > .hours(6) {
                code = try await siege.code(for: member, from: SiegeHouse.home(2))
                codeAt = siege.clock.now()
            }
            try await memberComes(code: code, browser: &browser, from: home, &outcome)
            if round == OneNumberSiege.rounds / 2 { try await strangerComes(&outcome) }
        }
        return outcome
    }

    private func wrongTries(_ tries: Range<Int>, networks: Int) async throws -> [SignIn.Decision] {
        try await withThrowingTaskGroup(of: SignIn.Decision.self) { group in
            for index in tries {
                group.addTask {
                    try await siege.signIn(Cast.camille.number, "soleil \(index)", from: SiegeHouse.network(index % networks))
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    private func memberComes(
        code: ProvisionalPassword, browser: inout Token?, from home: Network, _ outcome: inout Outcome
    ) async throws {
        let number = Cast.camille.number
        outcome.codesTyped += 1
        // Signing in consumes nothing: the code is good until a password is chosen.
        if case .chooseYourPassword = try await siege.signIn(number, code.shown, from: home) { outcome.codesLetIn += 1 }
        outcome.browserCame += 1
        if case .signedIn(let tokens) = try await siege.signIn(number, SiegeHouse.password, from: home, browser: browser) {
            outcome.browserLetIn += 1
            browser = tokens.browser
        }
    }

    /// With the right password, in a browser that nobody knows: held back with the attackers.
    private func strangerComes(_ outcome: inout Outcome) async throws {
        let decision = try await siege.signIn(Cast.camille.number, SiegeHouse.password, from: SiegeHouse.home(3))
        if case .slowDown = decision { outcome.strangerIsHeldBack = true }
    }
}
