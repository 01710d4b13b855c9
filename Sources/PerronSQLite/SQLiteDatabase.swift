import Foundation
import GRDB
import GRDBSQLite
import PerronStorage
import Synchronization

/// The embedded engine: one file, WAL, `synchronous=FULL`. Readers see snapshots; writers that wait together share one sync.
package final class SQLiteDatabase: PerronStorage.Database {
    private let pool: DatabasePool
    private let commits: GroupCommit
    private let reads: GroupRead
    private let waiting: WaitingWriters

    package var dialect: Dialect { .sqlite }

    /// - Parameters:
    ///   - path: the database file, made if there is none.
    ///   - busyTimeout: seconds that a statement waits for another process's lock.
    package init(path: String, busyTimeout: TimeInterval = 10) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        let waiting = WaitingWriters(path: path + "-waiting", timeout: busyTimeout)
        configuration.busyMode = .callback { tries in waiting.wait(tries) }
        configuration.maximumReaderCount = GroupRead.largestRounds
        configuration.prepareDatabase { connection in
            try connection.execute(sql: "PRAGMA cache_size = -2048; PRAGMA temp_store = MEMORY")
        }
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
            // GRDB sets NORMAL itself when it turns WAL on; what is acknowledged must survive a power cut.
            try pool.writeWithoutTransaction { connection in
                try connection.execute(sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 2000; PRAGMA cache_size = -8192")
            }
        } catch {
            throw SQLiteErrors.translate(error)
        }
        self.waiting = waiting
        commits = try GroupCommit(pool: pool, waiting: waiting)
        reads = GroupRead(pool: pool)
    }

    package func read<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value {
        try await reads.read(body)
    }

    @discardableResult
    package func write<Value: Sendable>(
        _ isolation: WriteIsolation, _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        try await commits.write(body)
    }

    package var isSomebodyWaiting: Bool { waiting.isSomebodyWaiting }

    package func close() async throws {
        try pool.close()
    }

    /// Every page as it is at one moment, into a file that another program may open once the call returns.
    func copyPages(to path: String) throws {
        do {
            let copy = try DatabaseQueue(path: path)
            try pool.backup(to: copy)
            try copy.close()
        } catch {
            throw SQLiteErrors.translate(error)
        }
    }

    /// What the engine finds wrong with its own file: pages, indexes, checks, keys that lead nowhere. It never carries a value.
    /// - Parameter thoroughly: compares every index with its table too.
    package func damage(thoroughly: Bool) async throws -> [String] {
        do {
            return try await pool.read { connection in
                let check = thoroughly ? "integrity_check" : "quick_check"
                let faults = try String.fetchAll(connection, sql: "PRAGMA \(check)(20)").filter { $0 != "ok" }
                let keys = try String.fetchAll(
                    connection,
                    sql: """
                        SELECT COUNT(*) || ' of ' || "table" || ' refer to no ' || parent FROM pragma_foreign_key_check
                        GROUP BY "table", parent ORDER BY "table", parent
                        """)
                return faults + keys
            }
        } catch {
            throw SQLiteErrors.translate(error)
        }
    }

    /// The statements that SQLite has worked out again for another value, on the writing connection, for the test that allows none: it does
    /// so where a parameter stands for a value that an index with a condition speaks of, and takes ten times as long.
    package func statementsWorkedOutAgain() async throws -> [String] {
        try await pool.writeWithoutTransaction { connection in
            var found: [String] = []
            var statement = sqlite3_next_stmt(connection.sqliteConnection, nil)
            while let current = statement {
                if sqlite3_stmt_status(current, SQLITE_STMTSTATUS_REPREPARE, 0) > 0 { found.append(String(cString: sqlite3_sql(current))) }
                statement = sqlite3_next_stmt(connection.sqliteConnection, current)
            }
            return found
        }
    }

    /// The pragmas as the writing connection has them, for the test that proves them.
    package func writerPragma(_ name: StaticString) async throws -> String {
        try await pool.writeWithoutTransaction { connection in
            try String.fetchOne(connection, sql: "PRAGMA \(name)") ?? ""
        }
    }
}
