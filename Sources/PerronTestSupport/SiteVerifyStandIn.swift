import Foundation
import Logging
import PerronDelivery
import PerronDomain

/// A third party's server of a test's own, which speaks siteverify; the token says how it behaves, see Tests/robots/siteverify.py.
package struct SiteVerifyStandIn: Sendable {
    package static let siteKey = "a-site-key"

    package let provider: RobotProvider
    private let address: String
    private let notes: URL

    package init(_ provider: RobotProvider) throws {
        self.provider = provider
        let (server, name) = (try SiteVerifyStandIn.server.get(), UUID().uuidString)
        address = "http://localhost:\(server.port)/\(provider.rawValue)/\(name)/siteverify"
        notes = server.folder.appending(path: name)
    }

    /// Of a site at http://localhost:8080.
    package func settings(secret: String = "a-secret", siteKey: String = SiteVerifyStandIn.siteKey) -> SiteVerifySettings {
        var settings = SiteVerifySettings(provider, siteKey: siteKey, secret: RobotSecret(secret), host: "localhost")
        settings.address = address
        // Beside a thousand other tests it answers late; what comes of that is tested where it is meant.
        settings.timeout = .seconds(60)
        return settings
    }

    package func client(_ settings: SiteVerifySettings? = nil, logger: Logger = SiteVerifyStandIn.silence) throws -> SiteVerifyClient {
        try SiteVerifyClient(settings ?? self.settings(), logger: logger)
    }

    /// Every question that it was asked, a line of JSON each, without the secret.
    package var asked: [String] {
        get throws {
            guard FileManager.default.fileExists(atPath: notes.path) else { return [] }
            return try String(contentsOf: notes, encoding: .utf8).split(separator: "\n").map(String.init)
        }
    }

    package static let silence = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    // One for all the tests of a run; it ends when they do, for it then reads the end of its input.
    private static let server = Result { try Server() }

    private struct Server {
        let port: Int
        let folder = FileManager.default.temporaryDirectory.appending(path: "perron-siteverify-\(UUID().uuidString)")
        private let process = Process()
        private let input = Pipe()

        init() throws {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let output = Pipe()
            process.executableURL = URL(filePath: "/usr/bin/python3")
            process.arguments = [SiteVerifyStandIn.script, folder.path]
            process.standardInput = input
            process.standardOutput = output
            try process.run()
            let words = String(decoding: Server.firstLine(of: output), as: UTF8.self).split(whereSeparator: \.isWhitespace)
            guard words.first == "ready", let port = words.last.flatMap({ Int($0) }) else { throw NotReady(said: "\(words)") }
            self.port = port
        }

        /// It may come in pieces.
        private static func firstLine(of output: Pipe) -> Data {
            var line = Data()
            while !line.contains(UInt8(ascii: "\n")) {
                let more = output.fileHandleForReading.availableData
                if more.isEmpty { break }
                line += more
            }
            return line
        }
    }

    private static let script = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Tests/robots/siteverify.py").standardizedFileURL.path

    package struct NotReady: Error {
        let said: String
    }
}
