import Foundation
import PerronDelivery

/// A real mail server of a test's own (aiosmtpd), with a certificate of its own, that can be stopped and started again.
final class MailServer {
    let port: Int
    private let folder: URL
    private var process: Process?

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "perron-smtp-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        port = try MailServer.freePort()
        try MailServer.run(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate,
            ])
    }

    deinit {
        stop()
        // What is left behind lies in the system's temporary folder.
        try? FileManager.default.removeItem(at: folder)
    }

    var settings: SMTPSettings {
        var settings = SMTPSettings(host: "localhost", port: port)
        settings.credentials = SMTPCredentials(user: "perron", password: "a secret")
        settings.authorities = certificate
        settings.totalTimeout = .seconds(5)
        return settings
    }

    /// Every message taken, in order, with what the server noted of it at its head.
    var messages: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".eml") && !$0.hasPrefix(".") }
                .sorted()
                .map { try String(contentsOf: folder.appending(path: $0), encoding: .utf8) }
        }
    }

    /// Returns once it listens.
    func start(plain: Bool = false) throws {
        let process = Process()
        process.executableURL = MailServer.root.appending(path: ".venv/bin/python")
        let script = MailServer.root.appending(path: "Tests/mail/server.py").path
        process.arguments = [script, "\(port)", folder.path, certificate, key] + (plain ? ["--plain"] : [])
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        self.process = process
        guard String(decoding: output.fileHandleForReading.availableData, as: UTF8.self).hasPrefix("ready") else { throw NotReady() }
    }

    /// Kills it: a child made on a thread of the test's inherits a mask that blocks every gentler signal.
    func stop() {
        guard let process else { return }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        self.process = nil
    }

    /// - Parameter reply: nil to behave well again.
    func answerRecipients(with reply: String?) throws { try tell("rcpt", reply) }

    func answerMessages(with reply: String?) throws { try tell("data", reply) }

    /// From its next start on.
    func offerUTF8() throws { try tell("utf8", "yes") }

    private var key: String { folder.appending(path: "key.pem").path }

    private var certificate: String { folder.appending(path: "certificate.pem").path }

    private func tell(_ name: String, _ reply: String?) throws {
        let file = folder.appending(path: name)
        if let reply { return try Data(reply.utf8).write(to: file) }
        if FileManager.default.fileExists(atPath: file.path) { try FileManager.default.removeItem(at: file) }
    }

    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static func run(_ program: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw NotReady() }
    }

    /// One that nobody listens on now; the next moment is chance, as for everybody who picks a port.
    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw NotReady() }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, length) == 0 && getsockname(descriptor, generic, &length) == 0
            }
        }
        guard isBound else { throw NotReady() }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    struct NotReady: Error {}
}
