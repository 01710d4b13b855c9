import CCurl
import Dispatch
import PerronDomain
import PerronMessages
import PerronWorkflows

/// One libcurl handle, and with it one connection that is kept between messages.
///
/// `@unchecked Sendable`: the handle is touched by `init`, which nobody shares yet, and by blocks on its own serial queue.
final class SMTPConnection: @unchecked Sendable {
    private let handle: CurlHandle
    private let queue = DispatchQueue(label: "perron.smtp")

    init(_ settings: SMTPSettings) throws(CurlError) {
        handle = try CurlHandle()
        try apply(settings)
    }

    func send(_ message: EmailMessage) async -> MailOutcome {
        await withCheckedContinuation { continuation in
            queue.async { [self] in continuation.resume(returning: sendNow(message)) }
        }
    }

    /// The same, once and with what was said on the way.
    func tell(_ message: EmailMessage) async -> (transfer: SMTPTransfer, transcript: SMTPTranscript) {
        await withCheckedContinuation { continuation in
            queue.async { [self] in continuation.resume(returning: tellNow(message)) }
        }
    }

    private func tellNow(_ message: EmailMessage) -> (transfer: SMTPTransfer, transcript: SMTPTranscript) {
        var text = [CChar](repeating: 0, count: SMTPTranscript.longest)
        let told = text.withUnsafeMutableBufferPointer { transfer(message, writingTo: $0) }
        let said = String(decoding: text[..<told.length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return (told.transfer, SMTPTranscript(said))
    }

    /// A connection that the server closed while it lay idle costs one more try, not a pause.
    private func sendNow(_ message: EmailMessage) -> MailOutcome {
        let first = transfer(message)
        guard first.wasReused, first.isWorthAnotherConnection else { return first.outcome }
        guard (try? handle.set(CURLOPT_FRESH_CONNECT, 1)) != nil else { return first.outcome }
        defer { try? handle.set(CURLOPT_FRESH_CONNECT, 0) }
        return transfer(message).outcome
    }

    /// The addresses can't hold CR or LF, which libcurl would let through: `EmailAddress` has none.
    private func transfer(_ message: EmailMessage) -> SMTPTransfer {
        transfer(message, writingTo: nil).transfer
    }

    /// - Returns: how it went, and how many characters of `transcript` were written.
    private func transfer(
        _ message: EmailMessage, writingTo transcript: UnsafeMutableBufferPointer<CChar>?
    ) -> (transfer: SMTPTransfer, length: Int) {
        let bytes = message.bytes
        return bytes.withUnsafeBufferPointer { buffer in
            var traced = ccurl_message()
            traced.bytes = buffer.baseAddress
            traced.length = buffer.count
            traced.transcript = transcript?.baseAddress
            traced.transcript_capacity = transcript?.count ?? 0
            return withUnsafeMutablePointer(to: &traced) { traced in
                let recipients = curl_slist_append(nil, "<\(message.to.value)>")
                defer { curl_slist_free_all(recipients) }
                guard ccurl_set_text(handle.pointer, CURLOPT_MAIL_FROM, "<\(message.returnPath.value)>") == CURLE_OK,
                    ccurl_set_list(handle.pointer, CURLOPT_MAIL_RCPT, recipients) == CURLE_OK,
                    ccurl_set_message(handle.pointer, traced) == CURLE_OK
                else { return (.withoutMemory, 0) }
                let status = curl_easy_perform(handle.pointer)
                var opened = 1
                _ = ccurl_get_number(handle.pointer, CURLINFO_NUM_CONNECTS, &opened)
                let transfer = SMTPTransfer(
                    status: status, command: text(traced.pointee.command), reply: text(traced.pointee.reply),
                    sentWhole: traced.pointee.sent == traced.pointee.length, wasReused: opened == 0)
                return (transfer, traced.pointee.transcript_length)
            }
        }
    }

    private func apply(_ settings: SMTPSettings) throws(CurlError) {
        let scheme = settings.security == .tls ? "smtps" : "smtp"
        let name = settings.clientName.map { "/" + $0 } ?? ""
        try handle.set(CURLOPT_URL, "\(scheme)://\(settings.host):\(settings.port)\(name)")
        try handle.set(CURLOPT_PROTOCOLS_STR, scheme)
        try handle.set(CURLOPT_PROXY, "")
        try handle.set(CURLOPT_UPLOAD, 1)
        try handle.set(CURLOPT_NOSIGNAL, 1)
        try handle.set(CURLOPT_MAXCONNECTS, 1)
        try handle.set(CURLOPT_TCP_KEEPALIVE, 1)
        try handle.set(CURLOPT_CONNECTTIMEOUT_MS, Int(settings.connectTimeout.wholeMilliseconds))
        try handle.set(CURLOPT_TIMEOUT_MS, Int(settings.totalTimeout.wholeMilliseconds))
        // In whole seconds; it also bounds the goodbye to a server that has gone silent, which the total does not.
        try handle.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, Int(max(1, settings.totalTimeout.wholeSeconds)))
        try applySecurity(settings)
        guard let credentials = settings.credentials else { return }
        try handle.set(CURLOPT_USERNAME, credentials.user)
        try handle.set(CURLOPT_PASSWORD, credentials.password)
    }

    private func applySecurity(_ settings: SMTPSettings) throws(CurlError) {
        let wanted =
            switch settings.security {
            case .startTLS, .tls: CURLUSESSL_ALL
            case .startTLSIfOffered: CURLUSESSL_TRY
            case .none: CURLUSESSL_NONE
            }
        try handle.set(CURLOPT_USE_SSL, Int(wanted.rawValue))
        try handle.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let authorities = settings.authorities { try handle.set(CURLOPT_CAINFO, authorities) }
    }
}

/// A C array of characters, up to its zero.
private func text<Characters>(_ characters: Characters) -> String {
    withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}
