import CCurl
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

    static let withoutMemory = SMTPTransfer(status: CURLE_OUT_OF_MEMORY, command: "", reply: "", sentWhole: false, wasReused: false)

    /// Why it failed, in libcurl's words, which hold nothing of ours.
    var problem: String { String(cString: curl_easy_strerror(status)) }

    var outcome: MailOutcome {
        if status == CURLE_OK { return .delivered }
        if isAnswerMissing { return .unsure }
        return isForGood ? .refused(code: code) : .deferred(code: code)
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
}
