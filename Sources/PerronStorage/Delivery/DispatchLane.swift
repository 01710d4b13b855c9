/// Orders that are taken one after the other. Each lane has workers of its own, so that neither a silent mail server nor a flood of
/// letters keeps the other waiting. Within a lane, orders have their `DispatchTurn`.
package enum DispatchLane: Sendable, CaseIterable {
    case emails
    /// An e-mail that became a letter and waits for the budget, or was released from it, stands here too.
    case letters

    /// As the lane's index has it.
    var condition: SQL {
        switch self {
        case .emails: "(channel = 'email' AND held_at IS NULL AND released_at IS NULL)"
        case .letters: "(channel = 'letter' OR held_at IS NOT NULL OR released_at IS NOT NULL)"
        }
    }
}
