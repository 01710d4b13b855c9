import PerronDomain
import PerronSecrets
import PerronStorage

/// Whether what is sealed can be opened: the audit log's chain, letters in the spool, codes by the keys at hand. It shows none of it.
package struct ExamineSecrets: Sendable {
    /// Letters opened in one transaction.
    private static let chunk = 200

    private let base: Foundations
    private let spool: LetterSpool

    package init(_ base: Foundations) {
        self.base = base
        spool = LetterSpool(base)
    }

    /// - Parameters:
    ///   - head: of the audit log, as it was kept outside the database; nil where there is none.
    ///   - isOneOfSeveral: whether another machine may be the one that keeps it.
    package func callAsFunction(head: AuditHead?, isOneOfSeveral: Bool = false) async throws -> [Finding] {
        try await [trail(head, isOneOfSeveral), keys(), letters()]
    }

    private func trail(_ head: AuditHead?, _ isOneOfSeveral: Bool) async throws -> Finding {
        switch try await VerifyAuditTrail(base)(head: head) {
        case .intact(let count) where count > 0 && head == nil:
            let found = "\(grouped(Int(count))) events, but no head outside the database"
            return isOneOfSeveral ? Finding(.trail, .notice, found + " on this machine") : Finding(.trail, .fault, found)
        case .intact(let count): return Finding(.trail, .well, "whole: \(grouped(Int(count))) events")
        case .broken(let number): return Finding(.trail, .fault, "event \(number), or the one before it, was changed")
        case .missing(let number): return Finding(.trail, .fault, "event \(number) was removed")
        case .cutShort(let number): return Finding(.trail, .fault, "cut off after event \(number), or not the head's")
        }
    }

    private func keys() async throws -> Finding {
        let now = base.clock.now()
        let inUse = try await base.database.read { tx in try Ledger(tx).keysInUse(now: now) }
        let missing = inUse.filter { base.keys.key(.spool, id: $0) == nil }
        return Finding(
            .keys, missing.isEmpty ? .well : .fault,
            missing.isEmpty ? "\(inUse.count) in use, all at hand" : "not configured: " + missing.joined(separator: ", "))
    }

    private func letters() async throws -> Finding {
        var (readable, damaged) = (0, [Identifier<Letter>]())
        var last: Identifier<Letter>?
        while true {
            let letters = try await base.database.read { [last] tx in try Letters(tx).spooled(after: last, limit: Self.chunk) }
            guard let end = letters.last else { break }
            for letter in letters {
                switch readability(of: letter) {
                case .readable: readable += 1
                case .damaged: damaged.append(letter.id)
                case .underMissingKey: break
                }
            }
            last = end.id
        }
        guard let first = damaged.first else { return Finding(.spool, .well, "\(grouped(readable)), all readable") }
        return Finding(.spool, count: damaged.count, example: first.text)
    }

    private enum Readability {
        case readable
        case damaged
        /// Told with the keys, once.
        case underMissingKey
    }

    private func readability(of letter: Letter) -> Readability {
        do throws(SpoolCipherError) {
            return try spool.open(letter) == nil ? .damaged : .readable
        } catch {
            switch error {
            case .unknownKey: return .underMissingKey
            case .damaged: return .damaged
            }
        }
    }
}
