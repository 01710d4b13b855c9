import PerronDomain
import PerronStorage

/// An open task as a person sees it: what, since when, about whom.
package struct OpenTask: Sendable, Equatable {
    package let task: StaffTask
    /// Nil for a task about a batch.
    package let number: FileNumber?
}

package struct ListStaffTasks: Sendable {
    private let base: Foundations

    package init(_ base: Foundations) {
        self.base = base
    }

    /// Those about a batch first, then oldest first; and how many there are in all.
    /// - Parameter kind: only those; nil for all.
    package func callAsFunction(_ kind: StaffTask.Kind? = nil, limit: Int = 200) async throws -> (shown: [OpenTask], all: Int) {
        try await base.database.read { tx in
            let shown = try StaffTasks(tx).open(kind, limit: limit).map { task in
                OpenTask(task: task, number: try task.recordID.flatMap { try PensionRecords(tx).find($0)?.number })
            }
            return (shown, try StaffTasks(tx).count(kind))
        }
    }
}

package struct CloseStaffTask: Sendable {
    package enum Decision: Sendable, Equatable {
        case closed
        /// Closing it would not say whether the batch left: `DecideDoubtfulBatch` does, and closes it.
        case asksAboutBatch(Identifier<LetterBatch>)
        /// There is no such open task.
        case notOpen
    }

    private let base: Foundations

    package init(_ base: Foundations) {
        self.base = base
    }

    /// Wipes what a letter said that was set aside, if the task was about one.
    package func callAsFunction(_ id: Identifier<StaffTask>) async throws -> Decision {
        let now = base.clock.now()
        return try await base.database.write { tx in
            guard let task = try StaffTasks(tx).find(id) else { return .notOpen }
            if task.kind == .unsureHandOver, let batch = task.batchID { return .asksAboutBatch(batch) }
            guard try StaffTasks(tx).close(id, now: now) else { return .notOpen }
            if task.letterID != nil, let record = task.recordID { try Letters(tx).wipeSetAside(of: record) }
            try AuditTrail(tx, random: base.random).append(.closeTask, subject: id.text, now: now)
            return .closed
        }
    }
}
