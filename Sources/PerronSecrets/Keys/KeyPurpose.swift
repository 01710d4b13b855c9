/// What a derived key is for. Each purpose has a key of its own, so that a value made for one can never pass for another.
/// The raw value goes into the derivation: changing one makes everything stored under it unreadable.
package enum KeyPurpose: String, Sendable, CaseIterable {
    case provisionalPassword = "provisional-password"
    /// Counts under what was typed: file numbers, known or not.
    case quota
    /// The code that proves an e-mail address.
    case emailConfirmation = "email-confirmation"
    /// Tokens in the return path of e-mails, and digests of where they went.
    case returnPath = "return-path"
    /// Counts under the network a request came from.
    case network
    case csrf
    case requestCookie = "request-cookie"
    case robot
    /// Letters that wait for their carrier.
    case spool
    /// Postal addresses that a letter came back from.
    case address
    /// The chain of the audit log.
    case audit
    /// Goes into a password before Argon2id.
    case pepper
    /// What somebody typed in a form that is to be shown again, sealed in their own cookie.
    case cookie
}
