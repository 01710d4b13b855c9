import PerronDomain

/// Makes the tokens by which returned e-mails are known again, and the digests by which it is known where one went. Both are kept as they
/// were made, so a change of master spoils nothing that is under way but the comparing of addresses.
package struct ReturnTokens: Redacted {
    private let digest: KeyedDigest

    package init(keys: SecretKeys) {
        digest = KeyedDigest(keys: keys, purpose: .returnPath)
    }

    /// - Parameter id: of the order or notice.
    package func token(of id: String) -> ReturnToken {
        ReturnToken(bytes: Array(digest.bytes(of: "token/\(id)").prefix(ReturnToken.length)))
    }

    /// Where an e-mail went, without saying it.
    package func digest(of email: EmailAddress) -> [UInt8] {
        digest.bytes(of: "address/\(email.folded)")
    }
}
