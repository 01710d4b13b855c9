/// What a form brings to show that a person is behind it.
package enum RobotProof: Sendable {
    /// The checkbox was ticked and the script worked: the challenge as it was given out, and its solution.
    case work(challenge: String, solution: String)
    /// The page stood open without JavaScript; the ticket as it was given out.
    case slow(ticket: String)
    /// A third party vouched, and we signed that it did.
    case pass(String)
    /// A third party was asked and did not vouch.
    case rejected(Rejection)
    /// Nothing came, or the box was not ticked.
    case missing

    package enum Rejection: Sendable {
        /// Its token ran out or was seen before.
        case stale
        case notAPerson
        /// It could not be asked, or did not know us.
        case outOfOrder
    }
}
