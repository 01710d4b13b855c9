import CCurl
import Dispatch
import PerronDomain
import PerronMessages
import PerronWorkflows

/// One libcurl handle, and with it one connection that is kept between messages.
///
/// `@unchecked Sendable`: the handle is touched by `init`, which nobody shares yet, by blocks on its own serial queue, and by `deinit`,
/// which comes after the last of them.
final class SMTPConnection: @unchecked Sendable {
    private let handle: UnsafeMutableRawPointer
    private let queue = DispatchQueue(label: "perron.smtp")

    /// libcurl wants this before anything else; a global is made once, by whichever thread comes first.
    private static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    init(_ settings: SMTPSettings) throws(SMTPError) {
        guard SMTPConnection.isReady, let handle = curl_easy_init() else { throw .noMemory }
        self.handle = handle
        do throws(SMTPError) {
            try apply(settings)
        } catch {
            curl_easy_cleanup(handle)
            throw error
        }
    }

    deinit {
        curl_easy_cleanup(handle)
    }

    func send(_ message: EmailMessage) async -> MailOutcome {
        await withCheckedContinuation { continuation in
            queue.async { [self] in continuation.resume(returning: sendNow(message)) }
        }
    }

    /// A connection that the server closed while it lay idle costs one more try, not a pause.
    private func sendNow(_ message: EmailMessage) -> MailOutcome {
        let first = transfer(message)
        guard first.wasReused, first.isWorthAnotherConnection else { return first.outcome }
        guard (try? set(CURLOPT_FRESH_CONNECT, 1)) != nil else { return first.outcome }
        defer { try? set(CURLOPT_FRESH_CONNECT, 0) }
        return transfer(message).outcome
    }

    /// The addresses can't hold CR or LF, which libcurl would let through: `EmailAddress` has none.
    private func transfer(_ message: EmailMessage) -> SMTPTransfer {
        let bytes = message.bytes
        return bytes.withUnsafeBufferPointer { buffer in
            var traced = ccurl_message()
            traced.bytes = buffer.baseAddress
            traced.length = buffer.count
            return withUnsafeMutablePointer(to: &traced) { traced in
                let recipients = curl_slist_append(nil, "<\(message.to.value)>")
                defer { curl_slist_free_all(recipients) }
                guard ccurl_set_text(handle, CURLOPT_MAIL_FROM, "<\(message.from.address.value)>") == CURLE_OK,
                    ccurl_set_list(handle, CURLOPT_MAIL_RCPT, recipients) == CURLE_OK,
                    ccurl_set_message(handle, traced) == CURLE_OK
                else { return SMTPTransfer(status: CURLE_OUT_OF_MEMORY, command: "", reply: "", sentWhole: false, wasReused: false) }
                let status = curl_easy_perform(handle)
                var opened = 1
                _ = ccurl_get_number(handle, CURLINFO_NUM_CONNECTS, &opened)
                return SMTPTransfer(
                    status: status, command: text(traced.pointee.command), reply: text(traced.pointee.reply),
                    sentWhole: traced.pointee.sent == traced.pointee.length, wasReused: opened == 0)
            }
        }
    }

    private func apply(_ settings: SMTPSettings) throws(SMTPError) {
        let scheme = settings.security == .tls ? "smtps" : "smtp"
        let name = settings.clientName.map { "/" + $0 } ?? ""
        try set(CURLOPT_URL, "\(scheme)://\(settings.host):\(settings.port)\(name)")
        try set(CURLOPT_PROTOCOLS_STR, scheme)
        try set(CURLOPT_PROXY, "")
        try set(CURLOPT_UPLOAD, 1)
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_MAXCONNECTS, 1)
        try set(CURLOPT_TCP_KEEPALIVE, 1)
        try set(CURLOPT_CONNECTTIMEOUT_MS, Int(settings.connectTimeout.wholeMilliseconds))
        try set(CURLOPT_TIMEOUT_MS, Int(settings.totalTimeout.wholeMilliseconds))
        // In whole seconds; it also bounds the goodbye to a server that has gone silent, which the total does not.
        try set(CURLOPT_SERVER_RESPONSE_TIMEOUT, Int(max(1, settings.totalTimeout.wholeSeconds)))
        try applySecurity(settings)
        guard let credentials = settings.credentials else { return }
        try set(CURLOPT_USERNAME, credentials.user)
        try set(CURLOPT_PASSWORD, credentials.password)
    }

    private func applySecurity(_ settings: SMTPSettings) throws(SMTPError) {
        let wanted =
            switch settings.security {
            case .startTLS, .tls: CURLUSESSL_ALL
            case .startTLSIfOffered: CURLUSESSL_TRY
            case .none: CURLUSESSL_NONE
            }
        try set(CURLOPT_USE_SSL, Int(wanted.rawValue))
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let authorities = settings.authorities { try set(CURLOPT_CAINFO, authorities) }
    }

    private func set(_ option: CURLoption, _ text: String) throws(SMTPError) {
        guard ccurl_set_text(handle, option, text) == CURLE_OK else { throw .setting(option.rawValue) }
    }

    private func set(_ option: CURLoption, _ number: Int) throws(SMTPError) {
        guard ccurl_set_number(handle, option, number) == CURLE_OK else { throw .setting(option.rawValue) }
    }
}

/// A C array of characters, up to its zero.
private func text<Characters>(_ characters: Characters) -> String {
    withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}
