/// What a form brings to show that a person is behind it.
package enum RobotProof: Sendable {
    /// The checkbox was ticked and the script worked: the challenge as it was given out, and its solution.
    case work(challenge: String, solution: String)
    /// The page stood open without JavaScript; the ticket as it was given out.
    case slow(ticket: String)
    /// Nothing came, or the box was not ticked.
    case missing
}
