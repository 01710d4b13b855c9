import PerronStorage

/// The jobs of one batch at its printer, and what they say of it.
struct BatchJobs {
    private let jobs: [PrinterJob]
    private let batch: LetterBatch

    /// - Parameter all: every job that the printer knows of, finished ones too.
    init(_ all: [PrinterJob], of batch: LetterBatch) {
        self.batch = batch
        jobs = all.filter { $0.isOfEdition(batch) }
    }

    /// The one that is being printed, or waits for it.
    var underWay: PrinterJob? { jobs.first(where: isTaken) }

    func standing(at printer: PrinterCondition) -> BatchStanding {
        let printed = jobs.filter { $0.state == .completed || isTaken($0) }
        if printed.count > 1 || jobs.contains(where: isCutShort) { return .changed }
        if let job = printed.first { return job.state == .completed ? .arrived : .taken(trouble: printer.trouble(with: job)) }
        let held = jobs.filter(\.isWaitingWhole)
        if let whole = held.first(where: isAsWritten) { return .ready(aside: "\(whole.id)") }
        if !held.isEmpty { return .beside }
        // Tries of our own that are given up are purged: somebody else did it.
        if let job = jobs.first, batch.state == .written {
            return .refused(reason: "job \(job.id) was \(job.state) before it began")
        }
        return .nowhere
    }

    /// Once released, a job that is held was held by a person.
    private func isTaken(_ job: PrinterJob) -> Bool { job.isUnderWay || (job.state == .held && batch.sentAt != nil) }

    /// Begun and not brought to its end: nobody can tell what is on paper.
    private func isCutShort(_ job: PrinterJob) -> Bool { (job.state == .canceled || job.state == .aborted) && job.hasBegun }

    private func isAsWritten(_ job: PrinterJob) -> Bool {
        batch.sha256.map { job.name == PrinterJob.name(of: batch, sha256: $0) } ?? false
    }
}
