import PerronDomain
import PerronSecrets
import PerronStorage

/// Gives out robot checks and judges what comes back. Nothing but a success spends a proof, so a failure never burns the form.
package struct RobotCheck: Sendable {
    /// The two forms that ask for it; a proof for one is worth nothing for the other.
    package enum Form: String, Sendable, CaseIterable {
        case access
        case signIn

        /// What makes it harder for a network that does much of it.
        var load: Quotas.Kind {
            switch self {
            case .access: .requestFromNetwork
            case .signIn: .failedSignInFromNetwork
            }
        }
    }

    private static let loadWindow: Duration = .minutes(10)

    package struct Offer: Sendable {
        package let challenge: RobotChallenge
        package let ticket: String
        /// How long the page must stand open where no script runs.
        package let slowWait: Duration
    }

    package enum Verdict: Equatable, Sendable {
        case passed(claimID: String, expiresAt: Instant, slowLane: Bool)
        /// The slow lane's page must stand open so much longer.
        case tooEarly(wait: Duration)
        case unsolved
        case stale
        /// The third party that should have vouched could not be asked.
        case outOfOrder
    }

    private let work: ProofOfWork
    private let tickets: SlowTicket
    private let passes: RobotPass
    private let networks: KeyedDigest
    private let random: any RandomSource
    private let signIn: Limits.SignIn
    private let dialect: Dialect

    package init(_ base: Foundations) {
        work = ProofOfWork(keys: base.keys, random: base.random, limits: base.limits.robot)
        tickets = SlowTicket(keys: base.keys, random: base.random, limits: base.limits.robot)
        passes = RobotPass(keys: base.keys, limits: base.limits.robot)
        networks = KeyedDigest(keys: base.keys, purpose: .network)
        random = base.random
        signIn = base.limits.signIn
        dialect = base.database.dialect
    }

    package func digest(of network: Network) -> [UInt8] {
        networks.bytes(of: network.text)
    }

    /// How much this network did of what the form is for in the last ten minutes; counted as far as it matters.
    func load(of network: Network, on form: Form, now: Instant, in tx: any Transaction) throws -> Int {
        try Quotas(tx).number(
            form.load, subject: digest(of: network), since: now.subtracting(RobotCheck.loadWindow), most: ProofOfWork.highestLoad)
    }

    /// Whether a sign-in must show that a person is behind it: from a network that failed often, and while the fund's alarm is on in every
    /// browser that is not recognised. The statements are the same for everyone.
    func isDueForSignIn(from network: Network, isRecognised: Bool, now: Instant, in tx: any Transaction) throws -> Bool {
        let failures = try Quotas(tx).number(
            .failedSignInFromNetwork, subject: digest(of: network), since: now.subtracting(signIn.window), most: signIn.perNetwork)
        let isAlarmed = try Alarms(tx).isOn(.failingSignIns, now: now)
        return failures >= signIn.perNetwork || isAlarmed && !isRecognised
    }

    /// - Parameter recent: the network's `load`.
    func offer(_ form: Form, network: Network, recent: Int, now: Instant) -> Offer {
        let digest = networks.text(of: network.text)
        return Offer(
            challenge: work.challenge(form: form.rawValue, network: digest, recentFromNetwork: recent, now: now),
            ticket: tickets.make(form: form.rawValue, network: digest, recentFromNetwork: recent, now: now),
            slowWait: tickets.wait(forRecentFromNetwork: recent))
    }

    /// - Parameter recent: the network's `load`; a proof made far cheaper than today's price is stale.
    package func judge(_ proof: RobotProof, for form: Form, network: Network, recent: Int = 0, now: Instant) -> Verdict {
        let digest = networks.text(of: network.text)
        switch proof {
        case .missing:
            return .unsolved
        case .work(let challenge, let solution):
            switch work.verify(
                challenge, proof: solution, form: form.rawValue, network: digest, recentFromNetwork: recent, now: now)
            {
            case .solved(let id, let expiry): return .passed(claimID: id, expiresAt: expiry, slowLane: false)
            case .unsolved: return .unsolved
            case .expired, .tooCheap, .forged, .wrongForm, .wrongNetwork: return .stale
            }
        case .slow(let ticket):
            switch tickets.verify(ticket, form: form.rawValue, network: digest, now: now) {
            case .ready(let id, let expiry): return .passed(claimID: id, expiresAt: expiry, slowLane: true)
            case .tooEarly(let wait): return .tooEarly(wait: wait)
            case .expired, .forged, .wrongForm, .wrongNetwork: return .stale
            }
        case .pass(let pass):
            switch passes.verify(pass, form: form.rawValue, network: digest, now: now) {
            case .good(let id, let expiry): return .passed(claimID: id, expiresAt: expiry, slowLane: false)
            case .expired, .forged, .wrongForm, .wrongNetwork: return .stale
            }
        case .rejected(.stale): return .stale
        case .rejected(.notAPerson): return .unsolved
        case .rejected(.outOfOrder): return .outOfOrder
        }
    }

    /// For whom a third party has vouched.
    func pass(for token: RobotToken, _ form: Form, network: Network, now: Instant) -> RobotProof {
        .pass(passes.make(of: token, form: form.rawValue, network: networks.text(of: network.text), now: now))
    }

    /// Spends a proof that passed, in the transaction that acts on it: of many at once one is taken. What did not pass comes back as it is.
    func spend(_ verdict: Verdict, on form: Form, network: Network, now: Instant, in tx: any Transaction) throws -> Verdict {
        guard case .passed(let claimID, let expiresAt, let slowLane) = verdict else { return verdict }
        let (claims, id) = (RobotClaims(tx), Array(claimID.utf8))
        if slowLane { try Quotas(tx).hold(subject: digest(of: network), dialect: dialect) }
        guard try !claims.isSpent(id) else { return .stale }
        if slowLane, let rest = try restOfSlowLane(form, network: network, now: now, in: tx) { return .tooEarly(wait: rest) }
        guard try claims.claim(id, expiresAt: expiresAt) else { return .stale }
        if slowLane { try Quotas(tx).count(.slowLaneFromNetwork, subject: digest(of: network), at: now, random: random) }
        return verdict
    }

    /// What the proof was spent for could not be done, and not by its holder's fault: it is good again.
    func giveBack(_ verdict: Verdict, in tx: any Transaction) throws {
        guard case .passed(let claimID, _, _) = verdict else { return }
        try RobotClaims(tx).release(Array(claimID.utf8))
    }

    /// Tickets that ripened side by side leave one after the other, further apart the more the network does: waiting is this lane's price,
    /// so a network pays it once for each, and a hoard of them is worth nothing. The ticket is not spent by it. Nil where the lane is free.
    private func restOfSlowLane(_ form: Form, network: Network, now: Instant, in tx: any Transaction) throws -> Duration? {
        let wait = tickets.wait(forRecentFromNetwork: try load(of: network, on: form, now: now, in: tx))
        let last = try Quotas(tx).latest(.slowLaneFromNetwork, subject: digest(of: network), since: now.subtracting(wait))
        guard let last, last.counts(at: now) else { return nil }
        return last.adding(wait) - now
    }
}
