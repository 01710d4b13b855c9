import PerronDomain

extension ProvisionalPassword {
    /// A new code of 60 random bits (CNIL 2022-100 case 2 asks 50). One that reads as a rude word is drawn again,
    /// which takes away less than a tenth of a bit.
    package static func random(from source: any RandomSource) -> ProvisionalPassword {
        ProvisionalPassword(canonical: Crockford.random(length: ProvisionalPassword.length, from: source))
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
            // 256 is a multiple of 32, so a byte's low five bits favour no character.
            let text = String(source.bytes(length).map { alphabet[Int($0 & 31)] })
            if !RudeWords.stand(in: text) { return text }
        }
    }
}
