import PerronDomain

/// One conversation with a mail server that hands reports over (LMTP, RFC 2033), as a value: lines go in, what is to be done comes out.
struct LMTPSession {
    enum Action: Equatable {
        case reply(String)
        /// The last word.
        case close(String)
        /// To be answered once for each recipient, in their order.
        case settle(message: [UInt8], to: [ReturnToken])
        /// Too large to be looked at; once for each recipient too.
        case refuse(String, times: Int)
    }

    private enum State {
        case unknown
        case ready
        case envelope([ReturnToken])
        case message(Message)
    }

    private struct Message {
        let tokens: [ReturnToken]
        /// What is looked at of it.
        var bytes: [UInt8] = []
        var length = 0
        var isAtLineStart = true
    }

    /// Octets of a message; a report returns at most the headers, or some 50 kB of what it is about.
    static let mostBytes = 1024 * 1024
    static let mostRecipients = 10
    /// Whoever talks on and on without sense, or sends a message without an end, is left.
    static let mostFaults = 10
    private static let muchTooLarge = 16 * mostBytes

    private let path: ReturnPath
    private var state = State.unknown
    private var faults = 0
    /// Of a command that is longer than any can be, what is left.
    private var isSkipping = false

    init(path: ReturnPath) {
        self.path = path
    }

    var greeting: String { "220 \(path.address.domain) LMTP Perron" }

    /// Nil where nothing is said: within a message.
    mutating func take(_ piece: LMTPLines.Piece) -> Action? {
        if case .message = state { return takeContent(piece) }
        guard piece.endsLine, !isSkipping else {
            isSkipping = !piece.endsLine
            return isSkipping ? nil : fault("500 5.5.2 line too long")
        }
        let line = String(decoding: piece.bytes, as: UTF8.self)
        let verb = line.prefix { $0 != " " }
        return obey(verb.uppercased(), String(line.dropFirst(verb.count)).trimmingBlanks)
    }

    private mutating func obey(_ verb: String, _ rest: String) -> Action {
        switch (verb, state) {
        case ("LHLO", _): return greet()
        case ("HELO", _), ("EHLO", _): return fault("500 5.5.1 this is LMTP: say LHLO")
        case ("QUIT", _): return .close("221 2.0.0 bye")
        case ("NOOP", _): return .reply("250 2.0.0 OK")
        case ("VRFY", _): return .reply("252 2.1.5 send it, and see")
        case ("RSET", .unknown), ("MAIL", .unknown), ("RCPT", .unknown), ("DATA", .unknown): return fault("503 5.5.1 LHLO first")
        case ("RSET", _):
            state = .ready
            return .reply("250 2.0.0 OK")
        case ("MAIL", .ready): return beginEnvelope(rest)
        case ("RCPT", .envelope(let tokens)): return addRecipient(rest, to: tokens)
        case ("DATA", .envelope(let tokens)) where !tokens.isEmpty:
            state = .message(Message(tokens: tokens))
            return .reply("354 go on, and end with a point on a line of its own")
        case ("MAIL", _), ("RCPT", _), ("DATA", _): return fault("503 5.5.1 not now")
        default: return fault("500 5.5.2 no such command")
        }
    }

    private mutating func greet() -> Action {
        state = .ready
        let extensions = ["PIPELINING", "ENHANCEDSTATUSCODES", "8BITMIME", "SMTPUTF8"].map { "250-\($0)\r\n" }.joined()
        return .reply("250-\(path.address.domain)\r\n\(extensions)250 SIZE \(LMTPSession.mostBytes)")
    }

    /// Whoever it is from: reports are from nobody (RFC 3464 2), and anybody may say so.
    private mutating func beginEnvelope(_ rest: String) -> Action {
        guard let (_, parameters) = LMTPSession.path(rest, after: "FROM:") else { return fault("501 5.5.4 MAIL FROM:<address>") }
        let size = parameters.first { $0.hasPrefix("SIZE=") }.flatMap { Int($0.dropFirst(5)) }
        guard size ?? 0 <= LMTPSession.mostBytes else { return .reply(LMTPSession.tooLarge) }
        state = .envelope([])
        return .reply("250 2.1.0 OK")
    }

    private mutating func addRecipient(_ rest: String, to tokens: [ReturnToken]) -> Action {
        guard let (address, _) = LMTPSession.path(rest, after: "TO:") else { return fault("501 5.5.4 RCPT TO:<address>") }
        guard let token = EmailAddress(address).flatMap({ path.token(in: $0) }) else {
            return .reply("550 5.1.1 no e-mail of ours comes back to that address")
        }
        guard tokens.count < LMTPSession.mostRecipients else { return .reply("452 4.5.3 too many recipients") }
        state = .envelope(tokens + [token])
        return .reply("250 2.1.5 OK")
    }

    private mutating func takeContent(_ piece: LMTPLines.Piece) -> Action? {
        guard case .message(var message) = state else { return nil }
        // So that what is held of it is held once, and grows in place.
        state = .ready
        if message.isAtLineStart, piece.endsLine, piece.bytes == [UInt8(ascii: ".")] { return end(message) }
        // RFC 5321 4.5.2.
        let isStuffed = message.isAtLineStart && piece.bytes.first == UInt8(ascii: ".")
        message.length += piece.bytes.count + 2
        if message.bytes.count < DeliveryReport.mostBytes {
            message.bytes += piece.bytes.dropFirst(isStuffed ? 1 : 0)
            if piece.endsLine { message.bytes += [0x0D, 0x0A] }
        }
        message.isAtLineStart = piece.endsLine
        state = .message(message)
        return message.length > LMTPSession.muchTooLarge ? .close("421 4.7.0 too much") : nil
    }

    private func end(_ message: Message) -> Action {
        if message.length > LMTPSession.mostBytes { return .refuse(LMTPSession.tooLarge, times: message.tokens.count) }
        return .settle(message: message.bytes, to: message.tokens)
    }

    private mutating func fault(_ reply: String) -> Action {
        faults += 1
        return faults < LMTPSession.mostFaults ? .reply(reply) : .close("421 4.7.0 too many mistakes")
    }

    private static let tooLarge = "552 5.3.4 too large for a report"

    /// `FROM:<address> SIZE=1000`: the address, and the parameters in capitals.
    private static func path(_ rest: String, after word: String) -> (address: String, parameters: [String])? {
        guard rest.uppercased().hasPrefix(word) else { return nil }
        let path = String(rest.dropFirst(word.count)).trimmingBlanks
        guard path.first == "<", let end = path.firstIndex(of: ">") else { return nil }
        let parameters = path[path.index(after: end)...].split(separator: " ").map { $0.uppercased() }
        return (String(path[path.index(after: path.startIndex)..<end]), parameters)
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        let beginning = drop { $0 == " " || $0 == "\t" }
        return beginning.lastIndex { $0 != " " && $0 != "\t" }.map { String(beginning[...$0]) } ?? ""
    }
}
