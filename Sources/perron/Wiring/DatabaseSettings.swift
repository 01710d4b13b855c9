import Foundation
import PerronPostgres

/// Where everything is kept: a file of the embedded engine, or a server.
enum DatabasePlace: Sendable {
    case file(String)
    case server(PostgresURL, PostgresLimits)

    init(_ reader: SettingsReader, dataDirectory: String) {
        let limits = PostgresLimits(reader)
        let usual = dataDirectory + "/perron.sqlite"
        // It may hold a password.
        guard let text = reader.secret("database") else {
            self = .file(usual)
            return
        }
        if text.hasPrefix("sqlite:") {
            let path = String(text.dropFirst("sqlite:".count))
            if !path.hasPrefix("/") { reader.complain("database", "sqlite: wants a path that begins with /") }
            self = .file(path)
            return
        }
        do {
            self = .server(try PostgresURL(text), limits)
        } catch {
            reader.complain("database", "must be sqlite:/PATH or postgresql://USER@HOST/DATABASE, as libpq reads it")
            self = .file(usual)
        }
    }
}

extension DatabasePlace {
    /// - Throws: `Refusal` where there is no such file yet; a server says so itself.
    func requireFile() throws {
        guard case .file(let path) = self, !FileManager.default.fileExists(atPath: path) else { return }
        throw Refusal("there is no database \(path): « perron migrate » makes it")
    }
}

extension DatabasePlace: CustomStringConvertible {
    /// For the operator; nothing of a URL.
    var description: String {
        switch self {
        case .file(let path): path
        case .server: "on the PostgreSQL server"
        }
    }
}

extension PostgresLimits {
    init(_ reader: SettingsReader) {
        self.init()
        connections = reader.integer("postgres.connections", default: connections, in: 1...200)
        connectSeconds = whole(reader.duration("postgres.connect_timeout", default: .seconds(connectSeconds), in: 1...60))
        let (statement, lock) = (Duration.milliseconds(statementMilliseconds), Duration.milliseconds(lockMilliseconds))
        statementMilliseconds = whole(reader.duration("postgres.statement_timeout", default: statement, in: 1...3600)) * 1000
        lockMilliseconds = whole(reader.duration("postgres.lock_timeout", default: lock, in: 1...3600)) * 1000
    }
}

/// Settings are whole seconds.
private func whole(_ duration: Duration) -> Int { Int(duration.components.seconds) }
