import Foundation
import PerronSQLite
import PerronStorage
import Synchronization

/// A database of a test's own in a folder that goes with it.
package final class TestDatabase: Database {
    package let engine: SQLiteDatabase
    private let folder: URL
    private let away = Mutex(false)

    /// Empty, or with the newest schema.
    package init(isMigrated: Bool = true) async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "perron-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        engine = try SQLiteDatabase(path: folder.appending(path: "perron.sqlite").path)
        if isMigrated { _ = try await Migrator().migrate(engine, now: 0) }
    }

    deinit {
        // What is left behind lies in the system's temporary folder.
        try? FileManager.default.removeItem(at: folder)
    }

    package var path: String { folder.appending(path: "perron.sqlite").path }

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
    package func write<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value {
        try assureThere()
        return try await engine.write(body)
    }

    package func close() async throws {
        try await engine.close()
    }

    private func assureThere() throws {
        if isAway { throw DatabaseError.unavailable("away") }
    }
}
