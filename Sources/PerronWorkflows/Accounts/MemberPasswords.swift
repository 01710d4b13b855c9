import PerronDomain
import PerronSecrets

/// What is done with members' own passwords: judge, hash, verify, the last two on threads of their own.
package struct MemberPasswords: Sendable {
    private let rules: PasswordRules
    private let hasher: PasswordHasher
    private let pool: HashingPool
    private let fund: PensionFund

    package init(rules: PasswordRules, hasher: PasswordHasher, pool: HashingPool, fund: PensionFund) {
        self.rules = rules
        self.hasher = hasher
        self.pool = pool
        self.fund = fund
    }

    /// The same for the live meter and for the form.
    ///
    /// - Parameter birthDate: as whoever is asking has shown to know it; the record's own would let the holder of a code find it by trying
    ///   passwords, and no try would be counted.
    package func judge(_ password: CandidatePassword, for record: PensionRecord, birthDate: CalendarDay?) -> PasswordVerdict {
        let numbers = [record.number, record.otherOwnNumber].compactMap(\.self)
        return rules.judge(password, personal: PersonalWords(numbers: numbers, names: [record.name], birthDate: birthDate, fund: fund))
    }

    /// - Parameter isUrgent: for whoever is inside already.
    /// - Throws: `HashingPoolError.full` when too many wait, unless urgent.
    func hash(_ password: CandidatePassword, isUrgent: Bool) async throws -> HashedPassword {
        try await pool.run(isUrgent: isUrgent) { [hasher] in try hasher.hash(password) }
    }

    /// Always one Argon2id, also without anything to compare to.
    /// - Parameter isUrgent: for whoever is inside already.
    /// - Throws: `HashingPoolError.full` when too many wait, unless urgent.
    func verify(_ password: CandidatePassword, against stored: HashedPassword?, isUrgent: Bool) async throws -> Bool {
        try await pool.run(isUrgent: isUrgent) { [hasher] in hasher.verify(password, against: stored) }
    }

    func needsUpgrade(_ stored: HashedPassword) -> Bool {
        hasher.needsUpgrade(stored)
    }
}
