import PerronDomain

/// The hasher and the pool it runs on, for workflows: every call waits its turn and leaves the caller's thread alone.
package struct PooledHasher: Redacted {
    private let hasher: PasswordHasher
    private let pool: HashingPool

    package init(hasher: PasswordHasher, pool: HashingPool) {
        self.hasher = hasher
        self.pool = pool
    }

    /// - Throws: `HashingPoolError.full`, `PasswordHashingError.outOfMemory`.
    package func hash(_ password: CandidatePassword) async throws -> HashedPassword {
        try await pool.run { [hasher] in try hasher.hash(password) }
    }

    /// Costs one Argon2id whatever the answer; nil stands for « no such account, or no password yet ».
    /// - Throws: `HashingPoolError.full`.
    package func verify(_ password: CandidatePassword, against stored: HashedPassword?) async throws -> Bool {
        try await pool.run { [hasher] in hasher.verify(password, against: stored) }
    }

    package func needsUpgrade(_ stored: HashedPassword) -> Bool {
        hasher.needsUpgrade(stored)
    }
}
