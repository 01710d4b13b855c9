import Foundation
import PerronDomain
import PerronMessages
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

@testable import PerronDelivery

/// What a mail server puts into a Maildir, with the token of an e-mail that a house has sent.
struct TakeReturnedMailTests {
    @Test
    func `a report has a letter leave, and is moved; read again it is known`() async throws {
        let returns = try await Returns()
        try await returns.sendCode()
        try returns.comesBack("unknown-mailbox", as: "1.a")

        let first = try await returns.take()
        let nothing = try await returns.take()
        try returns.comesBack("unknown-mailbox", as: "2.a")
        let again = try await returns.take()

        #expect(first == TakeReturnedMail.Tally(letters: 1))
        #expect(nothing == TakeReturnedMail.Tally())
        #expect(again == TakeReturnedMail.Tally(known: 1))
        #expect(returns.folder.files == ["cur/1.a:2,S", "cur/2.a:2,S"])
    }

    @Test
    func `what is no report about an e-mail of ours is counted and left`() async throws {
        let returns = try await Returns()
        try await returns.sendCode()
        let forged = ReturnPath(EmailAddress("rebonds@carso.example")!)!.address(for: ReturnToken(bytes: Array(0..<15)))
        try returns.comesBack("unknown-mailbox", as: "1.forged", to: forged)
        try returns.put("Subject: Absent\r\n\r\nJe reviens lundi.\r\n", as: "2.absent")
        try returns.put("", as: "3.empty")

        let tally = try await returns.take()

        #expect(tally == TakeReturnedMail.Tally(unknown: 3))
        #expect(returns.folder.files == ["new/1.forged", "new/2.absent", "new/3.empty"])
    }

    @Test
    func `one file that can't be read holds up no other`() async throws {
        let returns = try await Returns()
        try await returns.sendCode()
        try FileManager.default.createDirectory(atPath: returns.folder.path + "/new/1.folder", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: returns.folder.path + "/new/2.link", withDestinationPath: "/etc/passwd")
        try returns.comesBack("busy", as: "3.late")

        let tally = try await returns.take()

        #expect(tally == TakeReturnedMail.Tally(delayed: 1, failed: 2))
    }

    @Test
    func `a folder that is no Maildir is refused`() {
        #expect(throws: FileError.self) { try ReturnMaildir(path: FileManager.default.temporaryDirectory.path + "/none") }
    }

    @Test
    func `every e-mail goes out with its own return path, and signed over its headers alone`() async throws {
        let returns = try await Returns()
        try await returns.sendCode()

        let message = try #require(returns.mailbag.messages.first)

        #expect(returns.path.token(in: message.returnPath) != nil)
        #expect(!String(decoding: message.bytes, as: UTF8.self).contains(message.returnPath.value))
    }
}

struct ReportDeskTests {
    @Test
    func `a report is settled before it is acknowledged, known again, and a stranger's is not`() async throws {
        let returns = try await Returns()
        try await returns.sendCode()
        let desk = ReportDesk(returns.house.base, logger: Examples.silent)
        let (report, token) = (try returns.report("unknown-mailbox"), try returns.token())

        let first = await desk.replies(to: report, for: [token])
        let ordered = try await LeaseDispatch(returns.house.base)(.letters)
        let again = await desk.replies(to: report, for: [token, ReturnToken(bytes: Array(0..<15))])
        let holiday = await desk.replies(to: Array("Subject: Absent\r\n\r\nJe reviens lundi.\r\n".utf8), for: [token])

        #expect(first == ["250 2.0.0 settled"] && ordered != nil)
        #expect(again.map { $0.prefix(9) } == ["250 2.0.0", "550 5.1.1"])
        #expect(holiday.map { $0.prefix(9) } == ["550 5.6.0"])
    }

    @Test
    func `what can't be settled is not acknowledged`() async throws {
        let returns = try await Returns()
        try await returns.sendCode()
        let own = returns.house.base
        let base = Foundations(
            database: AwayDatabase(dialect: own.database.dialect), clock: own.clock, random: own.random, keys: own.keys, limits: own.limits,
            civilTime: own.civilTime)

        let replies = await ReportDesk(base, logger: Examples.silent).replies(
            to: try returns.report("unknown-mailbox"), for: [try returns.token()])

        #expect(replies.map { $0.prefix(9) } == ["451 4.3.0"])
    }
}

/// A store that answers nobody.
private struct AwayDatabase: Database {
    let dialect: Dialect

    func read<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value {
        throw DatabaseError.unavailable("away")
    }

    func write<Value: Sendable>(
        _ isolation: WriteIsolation, _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        throw DatabaseError.unavailable("away")
    }

    func close() async throws {}
}

/// A house whose e-mails come back.
private struct Returns {
    let house: PostHouse
    let folder = TemporaryFolder()
    let mailbag = Mailbag()
    let path = ReturnPath(EmailAddress("rebonds@carso.example")!)!

    init() async throws {
        house = try await PostHouse()
        for name in ["new", "cur"] {
            try FileManager.default.createDirectory(atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true)
        }
    }

    func sendCode() async throws {
        try await house.order(Cast.camille.number, by: .email)
        let mail = CodeMail(
            fund: Examples.fund, lexicon: try Examples.lexicon(), base: house.base, mailer: mailbag,
            envelope: EmailEnvelope(returnPath: path))
        let worker = DispatchWorker(house.base, mail: mail, signal: WorkSignal(), logger: Examples.silent)
        try await worker.runOnce()
    }

    /// As a Postfix wrote it.
    func report(_ name: String) throws -> [UInt8] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return Array(try Data(contentsOf: root.appending(path: "mail/reports/\(name).eml")))
    }

    /// Of the last e-mail.
    func token() throws -> ReturnToken {
        guard let token = mailbag.messages.last.flatMap({ path.token(in: $0.returnPath) }) else { throw PostHouse.Missing() }
        return token
    }

    func take() async throws -> TakeReturnedMail.Tally {
        try await TakeReturnedMail(house.base, maildir: try ReturnMaildir(path: folder.path), path: path, logger: Examples.silent)()
    }

    /// A report that a Postfix wrote, about the last e-mail.
    func comesBack(_ report: String, as name: String, to address: EmailAddress? = nil) throws {
        guard let address = address ?? mailbag.messages.last?.returnPath else { throw PostHouse.Missing() }
        let text = String(decoding: try self.report(report), as: UTF8.self)
        try put(text.replacing(/rebonds\+[0-9a-f]{30}@carso\.example/, with: address.value), as: name)
    }

    func put(_ text: String, as name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder.path)/new/\(name)"))
    }
}
