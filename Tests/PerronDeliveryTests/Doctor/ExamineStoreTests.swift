import PerronDelivery
import PerronDomain
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

struct ExamineStoreTests {
    @Test func `a house in which everything has happened once is whole, and is counted`() async throws {
        let patient = try await Patient()

        let findings = try await patient.store()

        #expect(findings.faults == [])
        #expect(findings.words(on: .requests) == "4: 1 confirmed, 3 dispatched")
        #expect(findings.words(on: .orders) == "4: 1 pending, 3 settled")
        #expect(findings.words(on: .letters) == "2: 1 handedOver, 1 waiting")
        #expect(findings.words(on: .batches) == "1 handedOver")
        #expect(findings.filter { $0.verdict == .notice } == [])
    }

    /// Each made by hand; a crash makes none of them.
    @Test(
        arguments: [
            (.confirmedWithoutOrder, "DELETE FROM dispatch WHERE state = 'pending'"),
            (.waitingWithoutOrder, "UPDATE dispatch SET state = 'settled' WHERE state = 'pending'"),
            (.dispatchedWithoutCode, "DELETE FROM provisional_password WHERE channel = 'email'"),
            (.orderOfUnconfirmedRequest, "UPDATE access_request SET state = 'started', confirmed_at = NULL WHERE state = 'confirmed'"),
            (.codeWithoutOrder, "UPDATE provisional_password SET dispatch_id = 'nobody'"),
            (.codeWithoutOrder, "UPDATE dispatch SET attempts = 0"),
            (
                .codeOfAnotherFile,
                """
                UPDATE provisional_password SET record_id = (SELECT id FROM pension_record WHERE number = '1047382')
                WHERE channel = 'email'
                """
            ),
            (.letterOrderWithoutLetter, "UPDATE dispatch SET outcome = 'letter' WHERE outcome = 'email'"),
            (.letterAgainstItsBatch, "UPDATE letter SET state = 'unsure' WHERE state = 'handedOver'"),
            (.letterAgainstItsBatch, "UPDATE letter_batch SET state = 'open'"),
            (.miscountedBatch, "UPDATE letter_batch SET letters = 2"),
            (.spoolLeftBehind, "UPDATE letter SET spool = \([0] as [UInt8]) WHERE state = 'handedOver'"),
            (.doubtfulBatchWithoutTask, "UPDATE letter_batch SET state = 'unsure'"),
        ] as [(Discrepancy, SQL)])
    func `what no crash may leave is found`(discrepancy: Discrepancy, harm: SQL) async throws {
        let patient = try await Patient()

        try await patient.harm(harm)

        let findings = try await patient.store()
        #expect(findings.faults.contains(.discrepancy(discrepancy)))
        #expect(findings.words(on: .discrepancy(discrepancy))?.contains(", the first ") == true)
    }

    @Test func `an order that nobody takes is told, one just given is not`() async throws {
        let patient = try await Patient()

        patient.house.clock.advance(.minutes(9))
        let early = try await patient.store()
        patient.house.clock.advance(.minutes(2))
        let late = try await patient.store()

        #expect(early.verdict(on: .overdue) == .well)
        #expect(late.verdict(on: .overdue) == .notice)
        #expect(late.words(on: .overdue) == "1, the first 2026-11-24 10:00")
        #expect(late.faults == [])
    }

    @Test func `events that nobody seals are told after a minute`() async throws {
        let patient = try await Patient()
        try await patient.house.order(Cast.paul.number, by: .letter)
        try await Examples.worker(patient.house, Mailbag()).runOnce()

        patient.house.clock.advance(.seconds(61))

        #expect(try await patient.store().verdict(on: .unsealed) == .notice)
    }

    @Test func `a clock that was stepped back is told with both times, and what it put off with it`() async throws {
        let patient = try await Patient()
        try await patient.house.order(Cast.paul.number, by: .email)

        patient.house.clock.advance(.hours(-3))
        let findings = try await patient.store()

        #expect(findings.verdict(on: .clock) == .notice)
        #expect(findings.words(on: .clock) == "2026-11-24 07:00, but the newest event was written at 2026-11-24 10:00")
        #expect(findings.verdict(on: .putOff) == .notice)
        #expect(findings.verdict(on: .leases) == .notice)
        #expect(findings.faults == [])
    }

    @Test func `open tasks and an import that was left are told`() async throws {
        let patient = try await Patient()
        try await patient.harm("INSERT INTO task (id, kind, opened_at) VALUES ('1', 'lettersHeld', 1)")
        try await patient.harm(
            """
            INSERT INTO import_run (id, sha256, state, holder, closes_missing, started_at)
            VALUES ('1', 'x', 'applying', 'x', 0, 1795510800000)
            """)

        let findings = try await patient.store()

        #expect(findings.words(on: .tasks) == "1")
        #expect(findings.words(on: .registryImport) == "not finished, begun 2026-11-24 10:00")
        #expect(findings.faults == [])
    }
}
