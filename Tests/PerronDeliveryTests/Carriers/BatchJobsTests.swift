import PerronDomain
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

@testable import PerronDelivery

/// What the jobs of a batch say of it.
struct BatchJobsTests {
    private static let well = PrinterCondition(isStopped: false, accepts: true, reasons: ["none"])
    private static let sha256 = String(repeating: "0a", count: 32)

    @Test func `none, one that is being written, one that is whole`() async throws {
        let batches = try await Batches()

        #expect(batches.standing(of: batches.written, []) == .nowhere)
        #expect(batches.standing(of: batches.written, [(.held, false, "other")]) == .beside)
        #expect(batches.standing(of: batches.written, [(.held, false, "other"), (.held, false, Self.sha256)]) == .ready(aside: "2"))
        #expect(batches.standing(of: batches.open, [(.held, false, Self.sha256)]) == .beside)
    }

    @Test(
        arguments: [
            (.pending, false, nil), (.processing, true, nil), (.stopped, true, "job-stopped"), (.held, true, "job-held"),
        ] as [(PrinterJob.State, Bool, String?)])
    func `a job that was released is followed`(state: PrinterJob.State, hasBegun: Bool, trouble: String?) async throws {
        let batches = try await Batches()

        #expect(batches.standing(of: batches.written, [(state, hasBegun, Self.sha256)]) == .taken(trouble: trouble))
    }

    @Test func `a job that a person held once it was released is not released again`() async throws {
        let batches = try await Batches()

        #expect(batches.standing(of: batches.sent, [(.held, false, Self.sha256)]) == .taken(trouble: "job-held"))
    }

    @Test func `a job that was completed has arrived; beside another one it is doubted`() async throws {
        let batches = try await Batches()

        #expect(batches.standing(of: batches.sent, [(.completed, true, Self.sha256)]) == .arrived)
        #expect(batches.standing(of: batches.sent, [(.completed, true, Self.sha256), (.pending, false, Self.sha256)]) == .changed)
    }

    @Test(arguments: [PrinterJob.State.canceled, .aborted])
    func `a job that was given up is written anew if nothing of it can be on paper, else doubted`(state: PrinterJob.State) async throws {
        let batches = try await Batches()

        #expect(
            batches.standing(of: batches.sent, [(state, false, Self.sha256)]) == .refused(reason: "job 1 was \(state) before it began"))
        #expect(batches.standing(of: batches.sent, [(state, true, Self.sha256)]) == .changed)
        #expect(batches.standing(of: batches.open, [(state, false, Self.sha256)]) == .nowhere)
    }

    @Test func `jobs of other batches, and of an edition that a person called lost, don't count`() async throws {
        let batches = try await Batches()
        let others = ["batch-01OTHER", "batch-\(batches.sent.id)-2", "letters"].enumerated().map { index, name in
            PrinterJob([
                "job-id": ["\(index)"], "job-name": ["\(name) \(Self.sha256.prefix(16))"], "job-state": ["9"], "time-at-processing": ["7"],
            ])!
        }

        #expect(BatchJobs(others, of: batches.sent).standing(at: Self.well) == .nowhere)
    }

    @Test func `what holds a job up is told in the printer's words, and what is usual isn't`() throws {
        let usual = ["job-printing", "cups-ipp-conforming", "toner-low-warning", "moving-to-paused-report", "none"]
        let job = try #require(
            PrinterJob(["job-id": ["1"], "job-name": ["b"], "job-state": ["5"], "job-state-reasons": usual, "time-at-processing": ["7"]]))

        let empty = PrinterCondition(isStopped: true, accepts: false, reasons: ["media-empty-error", "media-needed", "Bad Word\n"])

        #expect(Self.well.trouble(with: job) == nil)
        #expect(empty.trouble(with: job) == "media-empty-error, media-needed, printer-stopped, not-accepting-jobs")
    }

    @Test func `a job whose name is hidden is not ours to judge, and one that doesn't say when it began may have`() {
        let hidden = PrinterJob(["job-id": ["1"], "job-state": ["5"]])
        let vague = PrinterJob(["job-id": ["1"], "job-name": ["b"], "job-state": ["7"]])
        let waiting = PrinterJob(["job-id": ["1"], "job-name": ["b"], "job-state": ["3"], "time-at-processing": []])

        #expect(hidden == nil)
        #expect(vague?.hasBegun == true)
        #expect(waiting?.hasBegun == false)
    }

    /// One batch in each state, of a database of its own.
    private struct Batches {
        let open: LetterBatch
        let written: LetterBatch
        let sent: LetterBatch

        init() async throws {
            let house = try await PostHouse()
            let now = house.clock.now()
            let id: Identifier<LetterBatch> = house.base.newID(now)
            let find = { @Sendable (tx: any Transaction) in try #require(try LetterBatches(tx).find(id)) }
            open = try await house.database.write { tx in
                try LetterBatches(tx).open(id, postingDay: CalendarDay(iso: "2026-11-24")!, now: now)
                return try find(tx)
            }
            written = try await house.database.write { tx in
                _ = try LetterBatches(tx).markWritten(id, sha256: BatchJobsTests.sha256, letters: 1)
                return try find(tx)
            }
            sent = try await house.database.write { tx in
                try LetterBatches(tx).markSent(id, trouble: nil, until: now, now: now)
                return try find(tx)
            }
        }

        func standing(of batch: LetterBatch, _ jobs: [(PrinterJob.State, hasBegun: Bool, sha256: String)]) -> BatchStanding {
            let jobs = jobs.enumerated().map { index, job in
                PrinterJob([
                    "job-id": ["\(index + 1)"], "job-name": [PrinterJob.name(of: batch, sha256: job.sha256)],
                    "job-state": ["\(job.0.rawValue)"], "time-at-processing": job.hasBegun ? ["7"] : [], "number-of-documents": ["1"],
                ])!
            }
            return BatchJobs(jobs, of: batch).standing(at: BatchJobsTests.well)
        }
    }
}
