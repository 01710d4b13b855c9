import PerronDomain
import PerronSecrets
import PerronStorage

/// Gives out robot checks and judges what comes back. Nothing but a success spends a proof, so a failure never burns the form.
package struct RobotCheck: Sendable {
    /// The two forms that ask for it; a proof for one is worth nothing for the other.
    package enum Form: String, Sendable, CaseIterable {
        case access
        case signIn
    }

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
    }

    private let work: ProofOfWork
    private let tickets: SlowTicket
    private let networks: KeyedDigest

    package init(_ base: Foundations) {
        work = ProofOfWork(keys: base.keys, random: base.random, limits: base.limits.robot)
        tickets = SlowTicket(keys: base.keys, random: base.random, limits: base.limits.robot)
        networks = KeyedDigest(keys: base.keys, purpose: .network)
    }

    package func digest(of network: Network) -> [UInt8] {
        networks.bytes(of: network.text)
    }

    /// - Parameter recent: requests that this network made in the last ten minutes.
    package func offer(_ form: Form, network: Network, recent: Int, now: Instant) -> Offer {
        let digest = networks.text(of: network.text)
        return Offer(
            challenge: work.challenge(form: form.rawValue, network: digest, recentFromNetwork: recent, now: now),
            ticket: tickets.make(form: form.rawValue, network: digest, recentFromNetwork: recent, now: now),
            slowWait: tickets.wait(forRecentFromNetwork: recent))
    }

    /// - Parameter recent: as for `offer`; a proof made far cheaper than today's price is stale.
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
        }
    }
}
