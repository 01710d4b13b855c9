import PerronDomain
import PerronStorage
import PerronWorkflows

/// Open tasks for a terminal: what, since when, whose file (its last digits only), and what to do next.
struct TaskTable {
    let tasks: [OpenTask]
    /// How many there are; more than are shown, perhaps.
    let all: Int
    let civilTime: CivilTime

    var text: String {
        guard !tasks.isEmpty else { return "No task is open." }
        return TextTable(header: ["task", "kind", "since", "file", "what", "what to do next"], rows: tasks.map(row)).text
            + (all > tasks.count ? "\n… and \(all - tasks.count) more: --all shows them, --kind those of one kind" : "")
            + "\n\nDone with one? perron tasks close TASK"
    }

    private func row(_ open: OpenTask) -> [String] {
        let task = open.task
        return [
            task.id.text, task.kind.rawValue, MomentText.text(task.openedAt, civilTime), open.number.map { "\($0)" } ?? "–",
            TaskTable.what(task.kind) + (task.detail.map { " (\($0))" } ?? ""),
            TaskTable.next(task),
        ]
    }

    private static func what(_ kind: StaffTask.Kind) -> String {
        switch kind {
        case .deceased: "asked for a file whose holder died"
        case .noAddress: "no postal address on file"
        case .undeliverableAddress: "the postal address can't be delivered"
        case .returnedLetter: "a letter came back: the postal address isn't the member's any more"
        case .unsureHandOver: "it is not known whether it left"
        case .emailDiffers: "the member's e-mail and the registry's differ"
        case .emailRefused: "the mail server refuses the e-mail address"
        case .unprintableLetter: "a letter can't be printed"
        case .overdueLetter: "the last day of a letter that had not left is over"
        case .stuckBatch: "a batch of letters can't leave"
        case .unconfirmedBatch: "a batch of letters is with its carrier, and not confirmed"
        case .failingOrder: "what was asked for fails again and again"
        case .codeVoided: "a code was voided after too many wrong birth dates, and there is no e-mail address to tell its holder"
        case .lettersHeld: "letters wait: the day's or the month's budget, or one network's share of it, is spent"
        case .dayNearlySpent: "letters.budget_warning of a day's letters was spent"
        case .monthNearlySpent: "letters.budget_warning of a month's letters was spent"
        case .failingSignIns: "sign-ins failed unusually often"
        }
    }

    private static func next(_ task: StaffTask) -> String {
        switch task.kind {
        case .deceased: "nothing was sent; see whether a survivor needs help with a file of their own"
        case .noAddress, .undeliverableAddress: "mend the address in the core system, import again, ask the member to try again"
        case .returnedLetter:
            "find the member's address, mend it in the core system, import again, ask the member to try again; no letter leaves before"
        case .unsureHandOver:
            if let batch = task.batchID {
                "ask the mail house for batch \(batch), then say « perron letters acknowledge » or « perron letters hand-over »"
            } else {
                "call the member; if nothing came, have them try again by letter"
            }
        case .emailDiffers: "ask the member which is right, mend it in the core system"
        case .emailRefused: "call the member: no letter could leave instead; mend the address in the core system"
        case .codeVoided: "call the member: if it wasn't they, somebody opened their letter; else have them ask for another"
        case .dayNearlySpent, .monthNearlySpent:
            "see « perron letters held » and the requests of these days; raise the budget if members need it"
        case .lettersHeld:
            "they leave by themselves on the next days, or in the next month; « perron letters held » shows, releases or drops them"
        case .failingSignIns:
            "somebody may be trying passwords: the log says how many; new browsers show meanwhile that a person is there; close it once read"
        case .overdueLetter: "ask the member to try again"
        case .stuckBatch: "see the log, mend what it names; the batch then leaves by itself"
        case .unconfirmedBatch:
            if let batch = task.batchID {
                "look at the printer, or ask the mail house for batch \(batch); if it has all of it, « perron letters acknowledge »"
            } else {
                "look at the printer, or ask the mail house"
            }
        case .failingOrder: "see the log, mend what it names; it then leaves by itself"
        case .unprintableLetter: "look at the address and the name in the core system, then ask the member to try again"
        }
    }
}
