import CCurl
import PerronDomain
import PerronWorkflows

/// One message's conversation with a mail server, as libcurl left it, and what it means.
struct SMTPTransfer {
    let status: CURLcode
    /// The last command's verb: `MAIL`, `RCPT`, `DATA`.
    let command: String
    /// The beginning of the last reply: its code, and often an enhanced one (RFC 3463).
    let reply: String
    /// Every byte of the message was taken by libcurl.
    let sentWhole: Bool
    let wasReused: Bool

    /// The server takes no address beyond ASCII, and was not asked to take this one.
    var isBeyondASCII = false

    static let withoutMemory = SMTPTransfer(status: CURLE_OUT_OF_MEMORY, command: "", reply: "", sentWhole: false, wasReused: false)

    /// Why it failed, in libcurl's words, which hold nothing of ours.
    var problem: String {
        isBeyondASCII ? "the server takes no address beyond ASCII (SMTPUTF8)" : String(cString: curl_easy_strerror(status))
    }

    var outcome: MailOutcome {
        if isBeyondASCII { return .refused(code: 0, status: .notASCII) }
        if status == CURLE_OK { return .delivered }
        if isAnswerMissing { return .unsure }
        return isForGood ? .refused(code: code, status: addressStatus) : .deferred(code: code, asksForPatience: asksForPatience)
    }

    /// The server went away before the message began: nothing can have been taken.
    var isWorthAnotherConnection: Bool {
        status != CURLE_OK && !sentWhole && (code < 400 || code == 421)
    }

    private var code: Int { Int(reply.prefix(3)) ?? 0 }

    /// After « 354, go on » and the whole message, no word came back.
    private var isAnswerMissing: Bool {
        command == "DATA" && sentWhole && code < 400
    }

    /// Only what is said of the recipient or the message counts. Everything else that a server refuses for good (the sign-in, the
    /// sender, this machine; 5.7.x as a whole) is a matter of configuration: it is mended and tried again, and must not turn every
    /// e-mail into a letter.
    private var isForGood: Bool {
        guard (500...599).contains(code), command == "RCPT" || command == "DATA" else { return false }
        return !reply.dropFirst(4).hasPrefix("5.7.")
    }

    /// « Service not available », « local error in processing » (RFC 5321 4.2.3): of this recipient's server, not of one mailbox.
    private var asksForPatience: Bool {
        [421, 451].contains(code) && (command == "RCPT" || command == "DATA")
    }

    /// Only in so many words, and of the recipient: a server that takes mail for the whole world may say « 550 » and no more of this machine.
    private var addressStatus: MailStatus? {
        guard command == "RCPT", let status = MailStatus(reply.dropFirst(4)), status.subject != 0 else { return nil }
        return status
    }
}
