import Foundation
import PerronSQLite
import PerronStorage
import Synchronization

extension Dialect {
    /// The engine that this run of the tests is about: SQLite unless `PERRON_TEST_ENGINE` says `postgres`.
    package static var underTest: Dialect {
        ProcessInfo.processInfo.environment["PERRON_TEST_ENGINE"] == "postgres" ? .postgres : .sqlite
    }
}

/// A database of a test's own on either engine: a file in a folder, or a schema on the tests' server, that goes with it.
package final class TestDatabase: Database {
    private enum Place {
        case folder(URL, SQLiteDatabase)
        case schema(TestSchema)
    }

    private let place: Place
    private let away = Mutex(false)

    /// Empty, or with the newest schema.
    package init(on dialect: Dialect = .sqlite, isMigrated: Bool = true) async throws {
        switch dialect {
        case .sqlite:
            let folder = FileManager.default.temporaryDirectory.appending(path: "perron-test-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            place = .folder(folder, try SQLiteDatabase(path: folder.appending(path: "perron.sqlite").path))
        case .postgres: place = .schema(try await TestSchema())
        }
        if isMigrated { _ = try await Migrator().migrate(engine, now: 0) }
    }

    deinit {
        // What is left behind lies in the system's temporary folder, as the server does.
        if case .folder(let folder, _) = place { try? FileManager.default.removeItem(at: folder) }
    }

    private var engine: any Database {
        switch place {
        case .folder(_, let engine): engine
        case .schema(let schema): schema.engine
        }
    }

    /// For tests of SQLite alone.
    package var file: SQLiteDatabase {
        guard case .folder(_, let engine) = place else { preconditionFailure("a schema has no file") }
        return engine
    }

    package var path: String {
        guard case .folder(let folder, _) = place else { preconditionFailure("a schema has no path") }
        return folder.appending(path: "perron.sqlite").path
    }

    /// While true, every read and write fails as it does when the disk is full or the server gone.
    package var isAway: Bool {
        get { away.withLock(\.self) }
        set { away.withLock { $0 = newValue } }
    }

    package var dialect: Dialect { engine.dialect }

    package var isSomebodyWaiting: Bool { engine.isSomebodyWaiting }

    package func read<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value {
        try assureThere()
        return try await engine.read(body)
    }

    @discardableResult
    package func write<Value: Sendable>(
        _ isolation: WriteIsolation, _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        try assureThere()
        return try await engine.write(isolation, body)
    }

    package func close() async throws {
        try await engine.close()
    }

    private func assureThere() throws {
        if isAway { throw DatabaseError.unavailable("away") }
    }
}
