import PerronDomain

/// What we sign once a third party has vouched for somebody, so that a form which comes back for another reason needn't ask it again: its
/// token is good for minutes and can be spent once, a pass for an hour. Bound to one form and one network, worth one use.
package struct RobotPass: Redacted {
    private let seal: SealedFields
    private let ids: KeyedDigest
    private let life: Duration

    package init(keys: SecretKeys, limits: Limits.Robot) {
        seal = SealedFields(keys: keys, kind: "pass")
        ids = KeyedDigest(keys: keys, purpose: .robot)
        life = ProofOfWork.life(limits)
    }

    package enum Decision: Equatable, Sendable {
        /// To be claimed by a unique insert of `claimID`; the row may go after `expiresAt`.
        case good(claimID: String, expiresAt: Instant)
        case expired
        case forged
        case wrongForm
        case wrongNetwork
    }

    /// - Parameters:
    ///   - token: its digest is the pass's id, so that one token is worth one use however many passes were made of it.
    ///   - network: keyed digest of the network, in hexadecimal.
    package func make(of token: RobotToken, form: String, network: String, now: Instant) -> String {
        seal.seal([ids.text(of: token.text), form, network, "\(now.milliseconds)"])
    }

    package func verify(_ text: String, form: String, network: String, now: Instant) -> Decision {
        guard let fields = seal.open(text), fields.count == 4, let issued = Int64(fields[3]) else { return .forged }
        guard fields[1] == form else { return .wrongForm }
        guard fields[2] == network else { return .wrongNetwork }
        let expiresAt = Instant(milliseconds: issued).adding(life)
        return now < expiresAt ? .good(claimID: fields[0], expiresAt: expiresAt) : .expired
    }
}
