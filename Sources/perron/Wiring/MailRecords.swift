import PerronDelivery

/// What the fund's DNS must say for its e-mails to be believed, in the form of a zone file.
enum MailRecords {
    static func dkim(_ signer: DKIMSigner) -> String {
        let (name, strings) = signer.record
        let texts = strings.map { "\"\($0)\"" }.joined(separator: "\n    ")
        return "  \(name). IN TXT (\n    \(texts) )"
    }
}
