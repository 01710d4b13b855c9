import CCurl
import Dispatch
import PerronDomain
import PerronMessages
import PerronWorkflows

/// One libcurl handle, and with it one connection that is kept between messages.
///
/// `@unchecked Sendable`: the handle, and what is known of its connection, are touched by `init`, which nobody shares yet, and by blocks on its own serial queue.
final class SMTPConnection: @unchecked Sendable {
    private let handle: CurlHandle
    private let queue = DispatchQueue(label: "perron.smtp")
    /// What the server said of SMTPUTF8 when the open connection was greeted.
    private var takesUTF8 = false

    init(_ settings: SMTPSettings) throws(CurlError) {
        handle = try CurlHandle()
        try apply(settings)
    }

    /// - Parameter isInTime: asked when its turn has come, behind those that wait for the same connection.
    func send(_ message: EmailMessage, isInTime: @escaping @Sendable () -> Bool) async -> MailOutcome {
        await withCheckedContinuation { continuation in
            queue.async { [self] in continuation.resume(returning: isInTime() ? sendNow(message) : .deferred(code: 0)) }
        }
    }

    /// The same, once and with what was said on the way.
    func tell(_ message: EmailMessage) async -> (transfer: SMTPTransfer, transcript: SMTPTranscript) {
        await withCheckedContinuation { continuation in
            queue.async { [self] in continuation.resume(returning: tellNow(message)) }
        }
    }

    private func tellNow(_ message: EmailMessage) -> (transfer: SMTPTransfer, transcript: SMTPTranscript) {
        if let obstacle = obstacle(to: message) { return (obstacle, SMTPTranscript("")) }
        var text = [CChar](repeating: 0, count: SMTPTranscript.longest)
        let told = text.withUnsafeMutableBufferPointer { transfer(message, writingTo: $0) }
        let said = String(decoding: text[..<told.length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return (told.transfer, SMTPTranscript(said))
    }

    /// A connection that the server closed while it lay idle costs one more try, not a pause.
    private func sendNow(_ message: EmailMessage) -> MailOutcome {
        if let obstacle = obstacle(to: message) { return obstacle.outcome }
        let first = transfer(message)
        // One beyond ASCII goes over a connection that was opened for it.
        guard message.to.isASCII, first.wasReused, first.isWorthAnotherConnection else { return first.outcome }
        guard (try? handle.set(CURLOPT_FRESH_CONNECT, 1)) != nil else { return first.outcome }
        defer { try? handle.set(CURLOPT_FRESH_CONNECT, 0) }
        return transfer(message).outcome
    }

    /// An address beyond ASCII goes only to a server that takes such (RFC 6531 3.1). libcurl asks for SMTPUTF8 by itself where it is offered,
    /// and sends the address all the same where it isn't; so the server is greeted first. Nil where nothing stands in the way.
    private func obstacle(to message: EmailMessage) -> SMTPTransfer? {
        guard !message.to.isASCII else { return nil }
        var greeting = greet()
        guard greeting.status == CURLE_OK else { return greeting }
        if takesUTF8 { return nil }
        greeting.isBeyondASCII = true
        return greeting
    }

    /// On a connection of its own, which the next message goes over.
    private func greet() -> SMTPTransfer {
        var traced = ccurl_message()
        return withUnsafeMutablePointer(to: &traced) { traced in
            defer { handle.sendsMessages() }
            guard handle.asksNothing(), ccurl_set_message(handle.pointer, traced) == CURLE_OK else { return .withoutMemory }
            return perform(traced)
        }
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
                return (perform(traced), traced.pointee.transcript_length)
            }
        }
    }

    private func perform(_ traced: UnsafeMutablePointer<ccurl_message>) -> SMTPTransfer {
        traced.pointee.takes_utf8 = -1
        let status = curl_easy_perform(handle.pointer)
        var opened = 1
        _ = ccurl_get_number(handle.pointer, CURLINFO_NUM_CONNECTS, &opened)
        if traced.pointee.takes_utf8 >= 0 { takesUTF8 = traced.pointee.takes_utf8 == 1 }
        return SMTPTransfer(
            status: status, command: text(traced.pointee.command), reply: text(traced.pointee.reply),
            sentWhole: traced.pointee.sent == traced.pointee.length, wasReused: opened == 0)
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

extension CurlHandle {
    /// The next transfer opens a connection, is greeted and leaves it open.
    fileprivate func asksNothing() -> Bool {
        ccurl_set_number(pointer, CURLOPT_UPLOAD, 0) == CURLE_OK && ccurl_set_number(pointer, CURLOPT_NOBODY, 1) == CURLE_OK
            && ccurl_set_text(pointer, CURLOPT_CUSTOMREQUEST, "NOOP") == CURLE_OK
            && ccurl_set_list(pointer, CURLOPT_MAIL_RCPT, nil) == CURLE_OK
            && ccurl_set_number(pointer, CURLOPT_FRESH_CONNECT, 1) == CURLE_OK
    }

    /// As it was: these need no memory, and can't fail.
    fileprivate func sendsMessages() {
        _ = ccurl_set_number(pointer, CURLOPT_FRESH_CONNECT, 0)
        _ = ccurl_set_text(pointer, CURLOPT_CUSTOMREQUEST, nil)
        _ = ccurl_set_number(pointer, CURLOPT_NOBODY, 0)
        _ = ccurl_set_number(pointer, CURLOPT_UPLOAD, 1)
    }
}

/// A C array of characters, up to its zero.
private func text<Characters>(_ characters: Characters) -> String {
    withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}
