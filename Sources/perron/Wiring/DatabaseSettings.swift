import Foundation
import PerronPostgres
import PerronSQLite
import PerronStorage

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
        do {
            self = try DatabasePlace(text, limits)
        } catch {
            reader.complain("database", error.description)
            self = .file(usual)
        }
    }

    /// - Parameter text: `sqlite:/PATH` or a server's URL.
    init(_ text: String, _ limits: PostgresLimits) throws(Mend) {
        guard text.hasPrefix("sqlite:") else {
            do {
                self = .server(try PostgresURL(text), limits)
                return
            } catch {
                throw Mend(description: "must be sqlite:/PATH or postgresql://USER@HOST/DATABASE, as libpq reads it")
            }
        }
        let path = String(text.dropFirst("sqlite:".count))
        guard path.hasPrefix("/") else { throw Mend(description: "sqlite: wants a path that begins with /") }
        self = .file(path)
    }

    /// What is wrong with the text, which it doesn't quote.
    struct Mend: Error, CustomStringConvertible {
        let description: String
    }
}

extension DatabasePlace {
    /// - Throws: `Refusal` where there is no such file yet; a server says so itself.
    func requireFile() throws {
        guard case .file(let path) = self, !FileManager.default.fileExists(atPath: path) else { return }
        throw Refusal("there is no database \(path): « perron migrate » makes it")
    }
}

extension DatabasePlace {
    func open() throws -> any Database {
        do {
            switch self {
            case .file(let path): return try SQLiteDatabase(path: path)
            case .server(let url, let limits): return try PostgresDatabase(url, limits: limits)
            }
        } catch {
            throw Refusal("the database \(self) can't be opened: \(error)")
        }
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
