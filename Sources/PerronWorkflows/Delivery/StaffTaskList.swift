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

    /// Oldest first.
    package func callAsFunction(limit: Int = 200) async throws -> [OpenTask] {
        try await base.database.read { tx in
            try StaffTasks(tx).open(limit: limit).map { task in
                OpenTask(task: task, number: try task.recordID.flatMap { try PensionRecords(tx).find($0)?.number })
            }
        }
    }
}

package struct CloseStaffTask: Sendable {
    private let base: Foundations

    package init(_ base: Foundations) {
        self.base = base
    }

    /// False if there is no such open task.
    package func callAsFunction(_ id: Identifier<StaffTask>) async throws -> Bool {
        let now = base.clock.now()
        return try await base.database.write { tx in
            guard try StaffTasks(tx).close(id, now: now) else { return false }
            try AuditTrail(tx, random: base.random).append(.closeTask, subject: id.text, now: now)
            return true
        }
    }
}
