import PerronStorage

/// A job at a printer, as far as it tells about a batch.
struct PrinterJob: Sendable, Equatable {
    /// RFC 8011 5.3.7.
    enum State: Int, Sendable, CaseIterable {
        case pending = 3
        case held
        case processing
        case stopped
        case canceled
        case aborted
        case completed
    }

    let id: Int
    let name: String
    let state: State
    let reasons: [String]
    /// Whether anything of it may be on paper.
    let hasBegun: Bool
    let documents: Int

    static let attributes = ["job-id", "job-name", "job-state", "job-state-reasons", "time-at-processing", "number-of-documents"]

    /// Nil for a job whose name is not for us to see.
    init?(_ attributes: [String: [String]]) {
        guard let id = attributes["job-id"]?.first.flatMap({ Int($0) }), let name = attributes["job-name"]?.first,
            let state = attributes["job-state"]?.first.flatMap({ Int($0) }).flatMap(State.init)
        else { return nil }
        (self.id, self.name, self.state) = (id, name, state)
        reasons = attributes["job-state-reasons"] ?? []
        // It has no value until the job begins; of a printer that doesn't say when, nothing can be ruled out.
        hasBegun = attributes["time-at-processing"].map { !$0.isEmpty } ?? (state != .pending && state != .held)
        documents = attributes["number-of-documents"]?.first.flatMap { Int($0) } ?? 0
    }

    /// « batch-ID » for its first edition, « batch-ID-2 » for the next, and the beginning of the manifest's SHA-256.
    static func name(of batch: LetterBatch, sha256: String) -> String {
        "\(key(of: batch)) \(sha256.prefix(digits))"
    }

    static func key(of batch: LetterBatch) -> String {
        batch.edition == 1 ? "batch-\(batch.id)" : "batch-\(batch.id)-\(batch.edition)"
    }

    private static let digits = 16

    /// Of whichever edition.
    func isOf(_ batch: LetterBatch) -> Bool { name.hasPrefix("batch-\(batch.id)") }

    func isOfEdition(_ batch: LetterBatch) -> Bool { name.hasPrefix(PrinterJob.key(of: batch) + " ") }

    /// Whether it waits to be printed or is being printed, and wasn't held before it began.
    var isUnderWay: Bool {
        switch state {
        case .pending, .processing, .stopped: true
        case .held: hasBegun
        case .canceled, .aborted, .completed: false
        }
    }

    var isWaitingWhole: Bool { state == .held && !hasBegun }
}

/// How a printer is.
struct PrinterCondition: Sendable, Equatable {
    /// RFC 8011 5.4.11: 5 is stopped.
    let isStopped: Bool
    let accepts: Bool
    let reasons: [String]

    init(isStopped: Bool, accepts: Bool, reasons: [String]) {
        (self.isStopped, self.accepts, self.reasons) = (isStopped, accepts, reasons)
    }

    init(_ attributes: [String: [String]]) {
        isStopped = attributes["printer-state"] == ["5"]
        accepts = attributes["printer-is-accepting-jobs"] != ["false"]
        reasons = attributes["printer-state-reasons"] ?? []
    }

    static let attributes = ["printer-state", "printer-state-reasons", "printer-is-accepting-jobs"]

    /// What keeps a job from its end, in the printer's keywords; nil where nothing does.
    func trouble(with job: PrinterJob?) -> String? {
        var words = ((job?.reasons ?? []) + reasons).filter(PrinterCondition.isTrouble)
        if isStopped { words.append("printer-stopped") }
        if job?.state == .held { words.append("job-held") }
        if job?.state == .stopped { words.append("job-stopped") }
        if !accepts { words.append("not-accepting-jobs") }
        var told: [String] = []
        for word in words where !told.contains(word) { told.append(word) }
        return told.isEmpty ? nil : told.joined(separator: ", ")
    }

    /// RFC 8011 5.4.12: a report or a warning stops nothing.
    private static func isTrouble(_ reason: String) -> Bool {
        guard reason.wholeMatch(of: /[a-z0-9.-]{1,80}/) != nil else { return false }
        return !well.contains(reason) && !reason.hasPrefix("cups-") && !reason.hasSuffix("-report") && !reason.hasSuffix("-warning")
    }

    private static let well: Set = [
        "none", "job-incoming", "job-data-insufficient", "job-spooling", "job-queued", "job-queued-for-marker", "job-transforming",
        "job-printing", "job-outgoing", "queued-in-device", "processing-to-stop-point", "job-completed-successfully",
        "job-hold-until-specified",
    ]
}
