import PerronDomain
import Synchronization

/// What a network did lately, remembered for a moment: a page that only offers the check may be a second late, so a network that opens
/// hundreds of pages a second has the database asked once. Whoever hands a check in is judged by what is stored. Isolation: any task.
final class RecentLoads: Sendable {
    struct Opening: Hashable {
        let form: RobotCheck.Form
        let network: Network
        let isKnown: Bool
    }

    private struct Load {
        let value: Int?
        let at: Instant
    }

    private static let life: Duration = .seconds(1)
    /// Some hundred bytes each.
    private static let most = 4096

    private let loads = Mutex<[Opening: Load]>([:])

    /// What `find` says, or said within the last second.
    func callAsFunction(_ opening: Opening, now: Instant, find: () async throws -> Int?) async throws -> Int? {
        let known = loads.withLock { $0[opening] }
        // The clock may have been put back since.
        if let known, known.at <= now, now - known.at < RecentLoads.life { return known.value }
        let value = try await find()
        loads.withLock { loads in
            if loads.count >= RecentLoads.most { loads.removeAll(keepingCapacity: true) }
            loads[opening] = Load(value: value, at: now)
        }
        return value
    }
}
