import PerronDomain
import Testing

@testable import PerronDelivery

struct LMTPLinesTests {
    @Test(arguments: [
        ("a\r\nb\r\n", ["a", "b"]), ("a\nb\r\n", ["a\nb"]), ("a\rb\r\n", ["a\rb"]), ("a\r\r\n", ["a\r"]), ("\r\n\r\n", ["", ""]),
        ("\n.\n", []), ("a", []), ("", []),
    ])
    func `only CR LF ends a line, however the bytes come`(text: String, lines: [String]) {
        for size in [1, 2, 1000] {
            var reader = LMTPLines()
            let bytes = Array(text.utf8)
            let pieces = stride(from: 0, to: bytes.count, by: size).flatMap { reader.take(bytes[$0..<min($0 + size, bytes.count)]) }

            #expect(pieces == lines.map { LMTPLines.Piece(bytes: Array($0.utf8), endsLine: true) })
        }
    }

    @Test func `a line without an end is not kept, and its end is still seen`() {
        var reader = LMTPLines()
        let long = [UInt8](repeating: UInt8(ascii: "x"), count: 3 * LMTPLines.longest + 10)

        let pieces = reader.take(long + Array("\r\n".utf8))

        #expect(pieces.map(\.endsLine) == [false, false, false, true])
        #expect(pieces.flatMap(\.bytes) == long)
    }

    @Test func `a line's end that straddles the longest is seen`() {
        var reader = LMTPLines()
        let line = [UInt8](repeating: UInt8(ascii: "x"), count: LMTPLines.longest - 1)

        #expect(reader.take(line + Array("\r\n".utf8)) == [LMTPLines.Piece(bytes: line, endsLine: true)])
    }
}

/// What a client may say at each point, and what it hears.
struct LMTPSessionTests {
    private static let path = ReturnPath(EmailAddress("rebonds@carso.example")!)!
    private static let token = ReturnToken(bytes: Array(0..<15))
    private static let mine = path.address(for: token).value

    @Test func `a report goes through, and another on the same connection`() {
        var session = LMTPSession(path: Self.path)

        let first = session.tell(["LHLO mail.test", "MAIL FROM:<>", "RCPT TO:<\(Self.mine)>", "DATA", "Subject: x", "", "..", "..a", "."])
        let second = session.tell(["mail from:<> size=100", "rcpt to:<\(Self.mine.uppercased())>", "data", ".", "quit"])

        #expect(
            first == [
                "250-carso.example\r\n250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE 1048576",
                "250 2.1.0 OK", "250 2.1.5 OK", "354 go on, and end with a point on a line of its own",
                "settle 1: Subject: x\r\n\r\n.\r\n.a\r\n",
            ])
        #expect(
            second == [
                "250 2.1.0 OK", "250 2.1.5 OK", "354 go on, and end with a point on a line of its own", "settle 1: ", "close 221 2.0.0 bye",
            ])
    }

    @Test(arguments: [
        (["EHLO x"], "500 5.5.1"), (["HELO x"], "500 5.5.1"), (["MAIL FROM:<>"], "503 5.5.1"), (["RSET"], "503 5.5.1"),
        (["LHLO x", "RCPT TO:<a@b.fr>"], "503 5.5.1"), (["LHLO x", "DATA"], "503 5.5.1"),
        (["LHLO x", "MAIL FROM:<>", "DATA"], "503 5.5.1"),
        (["LHLO x", "MAIL FROM:<>", "MAIL FROM:<>"], "503 5.5.1"), (["LHLO x", "MAIL FROM:<>", "RSET", "DATA"], "503 5.5.1"),
        (["LHLO x", "MAIL FROM:<>", "LHLO x", "DATA"], "503 5.5.1"), (["LHLO x", "MAIL a@b.fr"], "501 5.5.4"),
        (["LHLO x", "MAIL FROM:a@b.fr"], "501 5.5.4"),
        (["LHLO x", "MAIL FROM:<>", "RCPT TO:"], "501 5.5.4"),
        (["LHLO x", "MAIL FROM:<>", "RCPT TO:<rebonds@carso.example>"], "550 5.1.1"),
        (["LHLO x", "MAIL FROM:<>", "RCPT TO:<rebonds+00@carso.example>"], "550 5.1.1"),
        (["LHLO x", "MAIL FROM:<>", "RCPT TO:<>"], "550 5.1.1"),
        (["LHLO x", "MAIL FROM:<> SIZE=99999999"], "552 5.3.4"), (["LHLO x", "STARTTLS"], "500 5.5.2"), ([""], "500 5.5.2"),
        (["NOOP"], "250 2.0.0"),
        (["VRFY a"], "252 2.1.5"), (["LHLO x", "RSET"], "250 2.0.0"),
    ])
    func `what comes out of turn, or is meant for nobody, is refused in its own words`(lines: [String], code: String) {
        var session = LMTPSession(path: Self.path)

        #expect(session.tell(lines).last?.hasPrefix(code) == true)
    }

    @Test func `each recipient is answered, and there are not too many`() {
        var session = LMTPSession(path: Self.path)
        let many = Array(repeating: "RCPT TO:<\(Self.mine)>", count: 11)

        let said = session.tell(["LHLO x", "MAIL FROM:<>"] + many + ["DATA", "."])

        #expect(said.dropFirst(2).prefix(11).map { String($0.prefix(9)) } == Array(repeating: "250 2.1.5", count: 10) + ["452 4.5.3"])
        #expect(said.last == "settle 10: ")
    }

    @Test func `a message that is too large is refused once it is over, and one without an end is left`() {
        let begin = ["LHLO x", "MAIL FROM:<>", "RCPT TO:<\(Self.mine)>", "DATA"]
        let line = String(repeating: "x", count: 998)
        var (large, endless) = (LMTPSession(path: Self.path), LMTPSession(path: Self.path))

        let refused = large.tell(begin + Array(repeating: line, count: 1100) + [".", "NOOP"])
        let left = endless.tell(begin + Array(repeating: line, count: 17_000))

        #expect(refused.suffix(2) == ["refuse 1: 552 5.3.4 too large for a report", "250 2.0.0 OK"])
        #expect(left.contains("close 421 4.7.0 too much"))
    }

    @Test func `whoever makes mistake after mistake is left`() {
        var session = LMTPSession(path: Self.path)

        let said = session.tell(Array(repeating: "EHLO x", count: 10))

        #expect(said.dropLast().allSatisfy { $0.hasPrefix("500 ") } && said.last == "close 421 4.7.0 too many mistakes")
    }
}

extension LMTPSession {
    /// What is answered to these lines, in words.
    fileprivate mutating func tell(_ lines: [String]) -> [String] {
        lines.compactMap { line in
            switch take(LMTPLines.Piece(bytes: Array(line.utf8), endsLine: true)) {
            case nil: nil
            case .reply(let text): text
            case .close(let text): "close \(text)"
            case .refuse(let text, let times): "refuse \(times): \(text)"
            case .settle(let message, let tokens): "settle \(tokens.count): \(String(decoding: message, as: UTF8.self))"
            }
        }
    }
}

struct ListeningPlaceTests {
    @Test(arguments: [
        ("127.0.0.1:2424", "127.0.0.1", 2424, true), ("2424", "127.0.0.1", 2424, true), ("localhost:24", "localhost", 24, true),
        ("[::1]:2424", "::1", 2424, true), ("0.0.0.0:2424", "0.0.0.0", 2424, false), ("[::]:24", "::", 24, false),
    ])
    func `a port alone is the loopback's`(text: String, host: String, port: Int, isLoopback: Bool) throws {
        let place = try #require(ListeningPlace(text))

        #expect(place.host == host && place.port == port && place.isLoopback == isLoopback)
    }

    @Test(arguments: ["", ":", ":24", "127.0.0.1", "127.0.0.1:", "a:b", "127.0.0.1:0", "127.0.0.1:65536"])
    func `what is no place is refused`(text: String) {
        #expect(ListeningPlace(text) == nil)
    }
}
