/// Whether a password may be chosen: long enough, not one that others would try, not made of what is known of its owner, and hard
/// enough to guess. Nothing is asked of its composition (ASVS 5.0 6.2.5; CNIL 2022-100 case 2; NIST SP 800-63B-4 §3.1.1.2).
package struct PasswordRules: Sendable {
    /// In characters; see `CandidatePassword.length`.
    package static let lengths = 12...128
    /// 16 digits are 53 bits, 15 are 49.8; CNIL 2022-100 case 2 asks 50.
    package static let leastDigits = 16
    /// From this zxcvbn score on a password is taken.
    package static let leastScore = 3

    private let common: CommonPasswords

    package init(common: CommonPasswords) {
        self.common = common
    }

    /// The same decision for the live meter and for the form. Under a millisecond for usual lengths.
    package func judge(_ password: CandidatePassword, personal: PersonalWords) -> PasswordVerdict {
        let length = password.length
        guard length >= PasswordRules.lengths.lowerBound else { return .tooShort(missing: PasswordRules.lengths.lowerBound - length) }
        guard length <= PasswordRules.lengths.upperBound else { return .tooLong }
        let folded = FoldedPassword(password)
        if let kind = personal.kind(of: folded) { return .personal(kind) }
        if common.contains(folded) { return .common }
        let score = PasswordStrength.measure(password, known: personal.words + common.words).score
        guard score >= PasswordRules.leastScore else { return .weak(score: score) }
        let onlyDigits = folded.plain.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } && !folded.plain.isEmpty
        guard !onlyDigits || folded.plain.count >= PasswordRules.leastDigits else {
            return .onlyDigits(missing: PasswordRules.leastDigits - folded.plain.count)
        }
        return .good(score: score)
    }
}
