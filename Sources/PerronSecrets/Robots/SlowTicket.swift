import PerronDomain

/// The robot check without JavaScript: a signed ticket in the form, good once the page has stood open for a while. Waiting is
/// the price; how many tickets a network may hold and how many letters this lane may send are counted by the caller.
package struct SlowTicket: Redacted {
    private let seal: SealedFields
    private let random: any RandomSource
    private let limits: Limits.Robot

    package init(keys: SecretKeys, random: any RandomSource, limits: Limits.Robot) {
        seal = SealedFields(keys: keys, kind: "ticket")
        self.random = random
        self.limits = limits
    }

    package enum Decision: Equatable, Sendable {
        /// To be claimed by a unique insert of `claimID`; the row may go after `expiresAt`.
        case ready(claimID: String, expiresAt: Instant)
        /// Good after `wait` more.
        case tooEarly(wait: Duration)
        case expired
        case forged
        case wrongForm
        case wrongNetwork
    }

    /// - Parameters:
    ///   - network: keyed digest of the network, in hexadecimal.
    ///   - recent: how many tickets this network asked for in the last ten minutes; the wait doubles beyond 20, 40 … up to 8 times.
    package func make(form: String, network: String, recentFromNetwork recent: Int = 0, now: Instant) -> String {
        let wait = wait(forRecentFromNetwork: recent).wholeMilliseconds
        return seal.seal([hexadecimal(random.bytes(16)), form, network, "\(now.milliseconds)", "\(wait)"])
    }

    /// How long the page must stand open; `limits.slowWait` at rest.
    package func wait(forRecentFromNetwork recent: Int) -> Duration {
        var doublings = 0
        while doublings < 3, recent > 20 << doublings { doublings += 1 }
        return limits.slowWait * (1 << doublings)
    }

    package func verify(_ text: String, form: String, network: String, now: Instant) -> Decision {
        guard let fields = seal.open(text), fields.count == 5, let issued = Int64(fields[3]), let wait = Int64(fields[4]) else {
            return .forged
        }
        guard fields[1] == form else { return .wrongForm }
        guard fields[2] == network else { return .wrongNetwork }
        let issuedAt = Instant(milliseconds: issued)
        let readyAt = issuedAt.adding(.milliseconds(wait))
        let expiresAt = issuedAt.adding(limits.slowLife)
        guard now < expiresAt else { return .expired }
        guard now >= readyAt else { return .tooEarly(wait: readyAt - now) }
        return .ready(claimID: fields[0], expiresAt: expiresAt)
    }
}
