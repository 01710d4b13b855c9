import PerronSecrets

/// Whoever can tell whether a token is a person's: a third party's server, or in a test whatever the test says.
package protocol RobotWitness: Sendable {
    /// Returns once the other side has answered, or its time is over. Every failure is a testimony.
    /// - Parameters:
    ///   - action: the form's name, where the third party signs it into its tokens.
    ///   - address: the visitor's, only where the fund chose to tell it.
    func testimony(on token: RobotToken, action: String, address: String?) async -> RobotTestimony
}

package enum RobotTestimony: Sendable, Equatable {
    case person
    /// The token ran out, or was spent before.
    case stale
    case notAPerson
    /// No answer in time, none that can be read, or one that does not know our keys.
    case outOfOrder
    /// As many are being asked about as may be at once; says nothing of the third party.
    case busy
}
