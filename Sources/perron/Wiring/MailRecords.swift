import PerronDelivery
import PerronDomain

/// What the fund's DNS must say for its e-mails to be believed, in the form of a zone file.
struct MailRecords {
    let mail: MailSettings
    let sender: EmailAddress

    static func dkim(_ signer: DKIMSigner) -> String {
        let (name, strings) = signer.record
        let texts = strings.map { "\"\($0)\"" }.joined(separator: "\n    ")
        return "  \(name). IN TXT (\n    \(texts) )"
    }

    /// Each record, and why.
    var text: String {
        [spf, signature, dmarc, returns].compactMap(\.self).joined(separator: "\n\n")
    }

    /// Who may send for the domain of the return path (RFC 7208 2.4). Which machine speaks to the world is the mail server's to know.
    private var spf: String {
        """
        SPF, if \(mail.smtp.host) itself sends to the world; else with what its provider says:
          \(returnDomain). IN TXT "v=spf1 a:\(mail.smtp.host) -all"
        """
    }

    private var signature: String {
        guard let signer = mail.envelope.signer else {
            return "DKIM: mail.dkim is not set; have \(mail.smtp.host) sign for \(sender.domain), or set it."
        }
        return "DKIM:\n" + MailRecords.dkim(signer)
    }

    /// What receivers do with what is neither, and where they report it (RFC 7489 6.3); first to see, then to refuse.
    private var dmarc: String {
        """
        DMARC; once the reports show that all is well, p=reject:
          _dmarc.\(sender.domain). IN TXT "v=DMARC1; p=none; rua=mailto:postmaster@\(sender.domain)"
        """
    }

    private var returns: String? {
        guard let path = mail.envelope.returnPath else { return nil }
        return "MX of \(path.address.domain): the server of the mailbox \(path.address.value), which takes a « + » in its addresses."
    }

    private var returnDomain: Substring { (mail.envelope.returnPath?.address ?? sender).domain }
}
