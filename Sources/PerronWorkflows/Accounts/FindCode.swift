import PerronDomain
import PerronStorage

/// Whose file a provisional password opens, and what became of it: for a form that was made for another code than the browser's session.
package struct FindCode: Sendable {
    package struct Finding: Sendable {
        package let record: PensionRecord
        package let usedAt: Instant?
    }

    private let base: Foundations

    package init(_ base: Foundations) {
        self.base = base
    }

    /// - Parameter id: as it was signed for whoever held the genuine code.
    package func callAsFunction(_ id: Identifier<ProvisionalPasswordDigest>) async throws -> Finding? {
        try await base.database.read { tx in
            guard let code = try ProvisionalPasswords(tx).find(id), let record = try PensionRecords(tx).find(code.recordID) else {
                return nil
            }
            return Finding(record: record, usedAt: code.usedAt)
        }
    }
}
