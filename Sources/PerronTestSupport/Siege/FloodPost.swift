import PerronDomain
import PerronSecrets
import PerronStorage
import PerronWorkflows

/// What left by letter, and what is stored of it.
struct FloodPost: Sendable {
    private let base: Foundations

    init(_ base: Foundations) {
        self.base = base
    }

    /// Gathers what the cut-off closes and hands it over, as the letter room does without paper; the codes, by file.
    func printDue() async throws -> [FileNumber: [ProvisionalPassword]] {
        let lease = TakeLease(base, name: .letters)
        var codes: [FileNumber: [ProvisionalPassword]] = [:]
        while let id = try await GatherBatch(base)(.byCutOff) {
            guard let inHand = try await ReadBatch(base)(), inHand.batch.id == id, try await lease(for: .seconds(60)) else {
                throw PostHouse.Missing()
            }
            for letter in inHand.letters.compactMap(\.contents) {
                if case .provisionalPassword(let code, _) = letter.body { codes[letter.number, default: []].append(code) }
            }
            let isWritten = try await HandOverBatch(base)
                .markWritten(id, sha256: "", letters: inHand.letters.count, holder: lease.holder)
            guard isWritten else { throw PostHouse.Missing() }
            try await HandOverBatch(base).settle(id)
        }
        return codes
    }

    func day(_ day: CalendarDay, printed: Int) async throws -> FloodOutcome.Day {
        try await base.database.read { tx in
            let most = try tx.first(
                "SELECT COALESCE(MAX(letters), 0) AS most FROM letter_day WHERE day = \(day) AND source LIKE 'network:%'")
            let held = try tx.first("SELECT COUNT(*) AS held FROM dispatch WHERE held_at IS NOT NULL AND state = 'pending'")
            return FloodOutcome.Day(
                letters: try LetterDays(tx).letters(.all, on: day), fromBusyNetworks: try LetterDays(tx).letters(.busyNetworks, on: day),
                mostFromOneNetwork: try most?.count("most") ?? 0, printed: printed, held: try held?.count("held") ?? 0)
        }
    }

    /// Whether a code for this file is alive, whoever asked for it.
    func holdsCode(_ number: FileNumber) async throws -> Bool {
        let now = base.clock.now()
        return try await base.database.read { tx in
            guard let record = try PensionRecords(tx).find(number) else { return false }
            return try tx.first(
                """
                SELECT id FROM provisional_password
                WHERE record_id = \(record.id) AND used_at IS NULL AND voided_at IS NULL AND expires_at > \(now) LIMIT 1
                """) != nil
        }
    }

    func hasCode(of request: Identifier<AccessRequest>) async throws -> Bool {
        try await base.database.read { tx in
            try tx.first("SELECT id FROM provisional_password WHERE request_id = \(request) LIMIT 1") != nil
        }
    }
}
