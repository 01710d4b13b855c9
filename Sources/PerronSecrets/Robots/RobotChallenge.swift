import PerronDomain

/// What the page's script must work on before « Je ne suis pas un robot » counts: signed, bound to one form and one network,
/// worth one use. `text` goes into the page as it is.
package struct RobotChallenge: Sendable, Equatable {
    /// 128 random bits in hexadecimal; claimed by a unique insert when the solution is accepted.
    package let id: String
    package let form: String
    /// Keyed digest of the network, in hexadecimal (`KeyedDigest.text`); no address stands in the page.
    package let network: String
    package let issuedAt: Instant
    /// Leading zero bits that each proof's SHA-256 must have, 1 … 32.
    package let difficulty: Int
    /// How many proofs are asked, 1 … 64.
    package let count: Int
    package let text: String

    static func make(
        form: String, network: String, difficulty: Int, count: Int, seal: SealedFields, random: any RandomSource, now: Instant
    ) -> RobotChallenge {
        let id = hexadecimal(random.bytes(16))
        let text = seal.seal([id, form, network, "\(now.milliseconds)", "\(difficulty)", "\(count)"])
        return RobotChallenge(id: id, form: form, network: network, issuedAt: now, difficulty: difficulty, count: count, text: text)
    }

    /// Nil for a text that was not made here.
    init?(_ text: String, seal: SealedFields) {
        guard let fields = seal.open(text), fields.count == 6,
            let issued = Int64(fields[3]), let difficulty = Int(fields[4]), let count = Int(fields[5])
        else { return nil }
        self.init(
            id: fields[0], form: fields[1], network: fields[2], issuedAt: Instant(milliseconds: issued), difficulty: difficulty,
            count: count,
            text: text)
    }

    private init(
        id: String, form: String, network: String, issuedAt: Instant, difficulty: Int, count: Int, text: String
    ) {
        self.id = id
        self.form = form
        self.network = network
        self.issuedAt = issuedAt
        self.difficulty = difficulty
        self.count = count
        self.text = text
    }
}
