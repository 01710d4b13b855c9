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
    package func judge(_ password: CandidatePassword, for record: PensionRecord) -> PasswordVerdict {
        let numbers = [record.number, record.linkedNumber].compactMap(\.self)
        return rules.judge(
            password, personal: PersonalWords(numbers: numbers, names: [record.name], birthDate: record.birthDate, fund: fund))
    }

    /// - Throws: `HashingPoolError.full` when too many wait.
    func hash(_ password: CandidatePassword) async throws -> HashedPassword {
        try await pool.run { [hasher] in try hasher.hash(password) }
    }

    /// Always one Argon2id, also without anything to compare to.
    /// - Throws: `HashingPoolError.full` when too many wait.
    func verify(_ password: CandidatePassword, against stored: HashedPassword?) async throws -> Bool {
        try await pool.run { [hasher] in hasher.verify(password, against: stored) }
    }

    func needsUpgrade(_ stored: HashedPassword) -> Bool {
        hasher.needsUpgrade(stored)
    }
}
