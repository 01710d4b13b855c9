import PerronDomain

extension ProvisionalPassword {
    /// A new code of 60 random bits (CNIL 2022-100 case 2 asks 50). One that reads as a rude word is drawn again,
    /// which takes away less than a tenth of a bit.
    package static func random(from source: any RandomSource) -> ProvisionalPassword {
        ProvisionalPassword(canonical: Crockford.random(length: ProvisionalPassword.length, from: source))
    }
}

/// Makes the code that proves an e-mail address from the address's row and a key: a message that is sent again carries the same code, so
/// that whichever of them arrives is good.
package struct EmailConfirmationCodes: Redacted {
    private let keys: SecretKeys

    package init(keys: SecretKeys) {
        self.keys = keys
    }

    /// - Parameter id: of the row that keeps the address.
    /// - Returns: 60 bits of HMAC-SHA-256 under a key of this purpose; one that reads as a rude word is made anew.
    package func code(forContact id: String) -> ProvisionalPassword {
        let key = keys.current(.emailConfirmation)
        var round = 0
        while true {
            let bytes = key.code(for: Array("\(id) \(round)".utf8))
            let text = Crockford.text(of: bytes.prefix(ProvisionalPassword.length))
            if !RudeWords.stand(in: text) { return ProvisionalPassword(canonical: text) }
            round += 1
        }
    }
}

extension FollowUpNumber {
    /// A new number of 50 random bits, never a rude word.
    package static func random(from source: any RandomSource) -> FollowUpNumber {
        FollowUpNumber(canonical: Crockford.random(length: FollowUpNumber.length, from: source))
    }
}

extension Crockford {
    fileprivate static func random(length: Int, from source: any RandomSource) -> String {
        while true {
            let text = text(of: source.bytes(length))
            if !RudeWords.stand(in: text) { return text }
        }
    }

    /// 256 is a multiple of 32, so a byte's low five bits favour no character.
    fileprivate static func text(of bytes: some Collection<UInt8>) -> String {
        String(bytes.map { alphabet[Int($0 & 31)] })
    }
}
