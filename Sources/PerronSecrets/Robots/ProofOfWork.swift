import Crypto
import PerronDomain

/// The product's own robot check, without any third party (CNIL on reCAPTCHA; WCAG 2.2 3.3.8: nothing to read, hear or remember).
///
/// For each index from 0 to count - 1 the script looks for a decimal number, the nonce, such that
/// SHA-256(challenge ":" index ":" nonce) begins with `difficulty` zero bits; the proof is the nonces joined by commas.
package struct ProofOfWork: Redacted {
    private let seal: SealedFields
    private let random: any RandomSource
    private let limits: Limits.Robot

    package init(keys: SecretKeys, random: any RandomSource, limits: Limits.Robot) {
        seal = SealedFields(keys: keys, kind: "challenge")
        self.random = random
        self.limits = limits
    }

    /// What a handed-in proof is worth. Nothing but `solved` spends the challenge.
    package enum Decision: Equatable, Sendable {
        /// To be claimed by a unique insert of `claimID`; the row may go after `expiresAt`.
        case solved(claimID: String, expiresAt: Instant)
        /// Genuine and alive, but the proof is missing or wrong.
        case unsolved
        case expired
        /// Given out at rest and kept for a flood: the same network would pay more than four times as much now.
        case tooCheap
        case forged
        case wrongForm
        case wrongNetwork
    }

    /// - Parameters:
    ///   - form: the form's name, such as `access`.
    ///   - network: keyed digest of the network, in hexadecimal.
    ///   - recent: how many challenges this network asked for in the last ten minutes.
    package func challenge(form: String, network: String, recentFromNetwork recent: Int, now: Instant) -> RobotChallenge {
        RobotChallenge.make(
            form: form, network: network, difficulty: difficulty(forRecentFromNetwork: recent), count: limits.puzzles, seal: seal,
            random: random, now: now)
    }

    /// One bit more, twice the work, for each doubling beyond 20 in ten minutes, at most 6 bits: a hospital behind one address
    /// notices little, a flood pays up to 64 times the price.
    package func difficulty(forRecentFromNetwork recent: Int) -> Int {
        ProofOfWork.difficulty(limits, forRecentFromNetwork: recent)
    }

    static func difficulty(_ limits: Limits.Robot, forRecentFromNetwork recent: Int) -> Int {
        var extra = 0
        while extra < mostExtraBits, recent > 20 << extra { extra += 1 }
        return limits.difficulty + extra
    }

    private static let mostExtraBits = 6

    /// From so many events on nothing gets harder: none need be counted beyond.
    package static let highestLoad = 20 << (mostExtraBits - 1) + 1

    /// - Parameters:
    ///   - text: the challenge as the page handed it back.
    ///   - proof: nonces in decimal digits, joined by commas.
    ///   - recent: as for `challenge`, at the time of handing in.
    package func verify(
        _ text: String, proof: String, form: String, network: String, recentFromNetwork recent: Int = 0, now: Instant
    ) -> Decision {
        guard let challenge = RobotChallenge(text, seal: seal) else { return .forged }
        guard challenge.form == form else { return .wrongForm }
        guard challenge.network == network else { return .wrongNetwork }
        let expiresAt = challenge.issuedAt.adding(ProofOfWork.life(limits))
        guard now < expiresAt else { return .expired }
        guard challenge.difficulty + ProofOfWork.grace >= difficulty(forRecentFromNetwork: recent) else { return .tooCheap }
        guard ProofOfWork.solves(challenge, proof: proof) else { return .unsolved }
        return .solved(claimID: challenge.id, expiresAt: expiresAt)
    }

    /// `challengeLife` counts as 10 minutes at least and an hour at most; a third party's yes holds as long.
    static func life(_ limits: Limits.Robot) -> Duration {
        min(max(limits.challengeLife, .minutes(10)), .hours(1))
    }

    /// Bits by which the price may have risen since the page was opened: whoever shares a busy network must not begin again.
    private static let grace = 2

    private static func solves(_ challenge: RobotChallenge, proof: String) -> Bool {
        // 20 digits are what a 64-bit number needs; a longer proof costs nothing to refuse.
        guard proof.utf8.count <= challenge.count * 21 else { return false }
        let nonces = proof.split(separator: ",", omittingEmptySubsequences: false)
        guard nonces.count == challenge.count else { return false }
        return nonces.enumerated().allSatisfy { index, nonce in
            (1...20).contains(nonce.utf8.count) && nonce.utf8.allSatisfy { (48...57).contains($0) }
                && zeroBits(SHA256.hash(data: Array("\(challenge.text):\(index):\(nonce)".utf8))) >= challenge.difficulty
        }
    }
}

extension ProofOfWork {
    /// What the page's script does, for tests and measurements.
    package static func solve(_ challenge: RobotChallenge) -> String {
        (0..<challenge.count)
            .map { index in
                var start = SHA256()
                start.update(data: Array("\(challenge.text):\(index):".utf8))
                return String(firstNonce(after: start, difficulty: challenge.difficulty))
            }
            .joined(separator: ",")
    }

    /// The prefix is hashed once; each try continues from a copy of that state.
    private static func firstNonce(after prefix: SHA256, difficulty: Int) -> UInt64 {
        var nonce: UInt64 = 0
        while true {
            var hash = prefix
            hash.update(data: Array(String(nonce).utf8))
            if zeroBits(hash.finalize()) >= difficulty { return nonce }
            nonce += 1
        }
    }

    fileprivate static func zeroBits(_ digest: SHA256.Digest) -> Int {
        var bits = 0
        for byte in digest {
            bits += byte.leadingZeroBitCount
            if byte != 0 { break }
        }
        return bits
    }
}
