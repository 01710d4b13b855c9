import PerronDomain
import PerronMessages

/// What every e-mail gets on its way out: a return path of its own, and the fund's signature.
package struct EmailEnvelope: Sendable {
    /// Nil where e-mails come back to their sender.
    package let returnPath: ReturnPath?
    /// Nil where the fund's mail server signs, or nobody does.
    package let signer: DKIMSigner?

    package init(returnPath: ReturnPath? = nil, signer: DKIMSigner? = nil) {
        self.returnPath = returnPath
        self.signer = signer
    }

    /// - Throws: what `EmailSigningKey.signature` does.
    package func enclose(_ message: EmailMessage, token: ReturnToken) throws -> EmailMessage {
        let returning = returnPath.map { message.returning(to: $0.address(for: token)) } ?? message
        return try signer?.sign(returning) ?? returning
    }
}
