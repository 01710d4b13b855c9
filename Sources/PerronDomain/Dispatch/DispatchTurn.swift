/// In which turn an order is taken: the more its network asks, the later, so that a flood waits for everybody else. Within a turn the
/// oldest goes first.
package enum DispatchTurn {
    /// Orders past it all wait alike.
    package static let last = 6
    /// Requests of a network in a day beyond which nothing changes.
    package static let mostRequests = LetterBudget.quietRequests << (last - 1) + 1

    /// 0 for a quiet network, then one later with each doubling.
    /// - Parameter requests: what the network asked for on that day, this one included.
    package static func turn(requests: Int) -> Int {
        var turn = 0
        while turn < last, requests > LetterBudget.quietRequests << turn { turn += 1 }
        return turn
    }
}
