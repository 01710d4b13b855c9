import PerronDomain
import PerronStorage

/// What the holder of a file has told an agent about how to be written to. It holds for what is made from now on.
package struct PreferLetters: Sendable {
    private let base: Foundations

    package init(_ base: Foundations) {
        self.base = base
    }

    /// Nil where there is no such file.
    package func current(for number: FileNumber) async throws -> MemberPreference? {
        try await base.database.read { tx in
            guard let record = try PensionRecords(tx).find(number) else { return nil }
            return try MemberPreferences(tx).find(of: record.id)
        }
    }

    /// - Returns: false where there is no such file.
    package func callAsFunction(_ preference: MemberPreference, for number: FileNumber) async throws -> Bool {
        let now = base.clock.now()
        return try await base.database.write { tx in
            guard let record = try PensionRecords(tx).find(number) else { return false }
            try MemberPreferences(tx).set(preference, of: record.id, now: now)
            try AuditTrail(tx, random: base.random).append(.preferLetters, subject: record.id.text, now: now)
            return true
        }
    }
}
