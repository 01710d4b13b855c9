import PerronStorage
import PerronWorkflows

/// Findings for a terminal: each with what to do where something is to be done.
struct DoctorReport {
    let findings: [Finding]

    var text: String {
        let rows = findings.map { finding in
            [
                DoctorReport.word(finding.verdict), DoctorReport.what(finding.topic), finding.found,
                finding.verdict == .well ? "" : DoctorReport.next(finding.topic),
            ]
        }
        return TextTable(header: ["", "what", "found", "what to do"], rows: rows).text + "\n\n" + sum
    }

    private var sum: String {
        let faults = findings.count { $0.verdict == .fault }
        let notices = findings.count { $0.verdict == .notice }
        if faults == 0, notices == 0 { return "All is whole." }
        return "\(faults) \(faults == 1 ? "fault" : "faults"), \(notices) \(notices == 1 ? "notice" : "notices")."
    }

    private static func word(_ verdict: Finding.Verdict) -> String {
        switch verdict {
        case .well: "ok"
        case .notice: "notice"
        case .fault: "FAULT"
        }
    }

    private static func what(_ topic: Finding.Topic) -> String {
        switch topic {
        case .files: "files on record"
        case .accounts: "accounts"
        case .requests: "requests"
        case .orders: "orders to dispatch"
        case .letters: "letters"
        case .batches: "batches of letters"
        case .tasks: "open tasks"
        case .registryImport: "imports"
        case .discrepancy(let discrepancy): what(discrepancy)
        case .overdue: "orders and notices due, that nobody has in hand"
        case .putOff: "orders put off for longer than any retry"
        case .leases: "leases held for longer than any lease lasts"
        case .clock: "this machine's clock"
        case .trail: "audit log"
        case .unsealed: "events of the audit log that wait for their seal"
        case .keys: "keys that something stored needs"
        case .spool: "letters in the spool"
        case .engine: "database file"
        case .batchFiles: "batches handed over, in letters.directory"
        case .strayBatches: "batches in letters.directory that the database doesn't know"
        case .leftovers: "leftovers beside batches that are done with"
        case .carrier: "where batches go"
        case .modes: "files that others than their owner may read"
        case .space: "room on disk"
        case .testLetter: "the fund's letter to itself"
        }
    }

    private static func what(_ discrepancy: Discrepancy) -> String {
        switch discrepancy {
        case .confirmedWithoutOrder: "acknowledged requests without an order"
        case .waitingWithoutOrder: "waiting requests whose orders are all settled"
        case .dispatchedWithoutCode: "dispatched requests without a code"
        case .orderOfUnconfirmedRequest: "orders of requests that nobody confirmed"
        case .codeWithoutOrder: "live codes without the order that made them"
        case .codeOfAnotherFile: "live codes for another file than was asked for"
        case .letterOrderWithoutLetter: "orders settled by a letter that is not there"
        case .letterAgainstItsBatch: "letters whose batch says otherwise"
        case .miscountedBatch: "batches that left with more or fewer letters than recorded"
        case .spoolLeftBehind: "letters that left, or never will, with their words kept"
        case .doubtfulBatchWithoutTask: "batches in doubt without a task"
        }
    }

    private static func next(_ topic: Finding.Topic) -> String {
        switch topic {
        case .files, .accounts, .requests, .orders, .letters, .batches: ""
        case .tasks: "« perron tasks » lists them"
        case .registryImport: "one runs, or was interrupted: then give it the same file again"
        case .discrepancy(let discrepancy): next(discrepancy)
        case .overdue: "is « perron serve » or « perron work » running? See its log"
        case .putOff: "the clock was ahead when they were put off: they leave at that time, or members ask again"
        case .leases: "the clock was ahead when they were taken; they count for nothing, whoever comes takes them over"
        case .clock: "it was ahead then, or is behind now: set it right (NTP) before codes and letters are made"
        case .trail: "keep a copy of the folder, compare with a head kept elsewhere: « perron audit verify --head FILE »"
        case .unsealed: "is « perron serve » or « perron work » running? See its log"
        case .keys: "put the key that was keys.master into keys.former; without it what it protects is lost"
        case .spool: "their bytes were changed: the batch sets them aside with a task, and their members ask again"
        case .engine: "stop the service, keep a copy of the folder, restore the last backup or try « sqlite3 perron.sqlite .recover »"
        case .batchFiles: "ask the mail house what it fetched before anything is written again"
        case .strayBatches: "an older database was restored: these letters left, so don't let them leave again"
        case .leftovers: "they hold codes in clear: remove the folders « .batch-… » of that name"
        case .carrier: "batches wait, encrypted, and leave by themselves once it is mended"
        case .modes: "chmod go= FILE, as the service's user or root"
        case .testLetter: "did a batch leave at the last cut-off? See the log of « perron serve » or « perron work »"
        case .space: "make room: a full disk stops requests, e-mails and letters until there is some"
        }
    }

    private static func next(_ discrepancy: Discrepancy) -> String {
        switch discrepancy {
        case .confirmedWithoutOrder, .waitingWithoutOrder, .dispatchedWithoutCode, .letterOrderWithoutLetter:
            "nothing will leave for them: their members must ask again. Keep a copy of the folder and report it"
        case .codeWithoutOrder, .codeOfAnotherFile, .orderOfUnconfirmedRequest:
            "somebody wrote to the database by other means: stop the service, look at « perron audit verify »"
        case .letterAgainstItsBatch, .miscountedBatch: "ask the mail house what it has; keep a copy of the folder and report it"
        case .spoolLeftBehind: "keep a copy of the folder and report it; the words are encrypted"
        case .doubtfulBatchWithoutTask:
            "« perron letters list --state unsure » shows it; ask the mail house, then say acknowledge or hand-over"
        }
    }
}
