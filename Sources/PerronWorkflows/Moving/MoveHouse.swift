import PerronDomain
import PerronStorage

/// Moves a whole fund from one database to another, of whatever engines, and compares the two row by row before it says that it is done.
/// Nothing else may write to either meanwhile; what does so all the same is noticed.
package struct MoveHouse: Sendable {
    /// Rows of one read and one write.
    private static let step = 2000

    private let source: any Database
    private let target: any Database

    package init(from source: any Database, to target: any Database) {
        (self.source, self.target) = (source, target)
    }

    /// The rows of each table, in the order in which they were moved.
    /// - Throws: `MoveError`, `MigrationError` or `DatabaseError`; then the target is as it was, or marked so that no site opens it.
    package func callAsFunction(now: Instant, progressed: @Sendable (MoveProgress) -> Void) async throws -> [MovedTable] {
        guard try await !Migrator().isDue(source) else { throw MoveError.oldSource }
        try await assureEmpty()
        _ = try await Migrator().migrate(target, now: now.milliseconds)
        try await target.write { tx in try UnfinishedCopy(tx).begin(now: now) }

        var progress = MoveProgress(phase: .copying, total: try await rowsToMove())
        var copies: [(table: FundTable, print: TablePrint)] = []
        for table in FundTable.all {
            copies.append((table, try await copy(table) { progress.advance(by: $0, progressed) }))
        }
        progress = MoveProgress(phase: .comparing, total: copies.reduce(0) { $0 + 2 * $1.print.rows })
        for (table, print) in copies {
            guard try await read(table, in: source, { progress.advance(by: $0, progressed) }) == print else {
                throw MoveError.sourceChanged(table.name)
            }
            guard try await read(table, in: target, { progress.advance(by: $0, progressed) }) == print else {
                throw MoveError.targetDiffers(table.name)
            }
        }
        try await target.write { tx in try UnfinishedCopy(tx).end() }
        return copies.map { MovedTable(name: $0.table.name, rows: $0.print.rows) }
    }

    private func assureEmpty() async throws {
        switch try await Migrator().version(of: target) {
        case 0: return
        case Migrator.all.count:
            let filled = try await target.read { tx in try FundTable.all.first { try !FundRows(tx, of: $0).isEmpty() } }
            if let filled { throw MoveError.targetFilled(filled.name) }
        case let older: throw MoveError.oldTarget(older)
        }
    }

    private func rowsToMove() async throws -> Int {
        try await source.read { tx in try FundTable.all.reduce(0) { try $0 + FundRows(tx, of: $1).count() } }
    }

    private func copy(_ table: FundTable, _ advanced: (Int) -> Void) async throws -> TablePrint {
        var print = TablePrint()
        try await walk(table, of: source) { rows in
            try await target.write { tx in try FundRows(tx, of: table).insert(rows) }
            print.take(rows)
            advanced(rows.count)
        }
        return print
    }

    private func read(_ table: FundTable, in database: any Database, _ advanced: (Int) -> Void) async throws -> TablePrint {
        var print = TablePrint()
        try await walk(table, of: database) { rows in
            print.take(rows)
            advanced(rows.count)
        }
        return print
    }

    private func walk(_ table: FundTable, of database: any Database, _ take: ([Row]) async throws -> Void) async throws {
        var last: [SQLValue]?
        while true {
            let rows = try await database.read { [last] tx in try FundRows(tx, of: table).page(after: last, limit: MoveHouse.step) }
            guard let row = rows.last else { return }
            try await take(rows)
            last = try table.key(of: row)
        }
    }
}

/// How far it is. Each row is copied once, and read twice more to be compared.
package struct MoveProgress: Sendable {
    package enum Phase: Sendable, CaseIterable {
        case copying, comparing
    }

    package let phase: Phase
    package private(set) var done = 0
    package let total: Int

    init(phase: Phase, total: Int) {
        (self.phase, self.total) = (phase, total)
    }

    fileprivate mutating func advance(by rows: Int, _ progressed: (MoveProgress) -> Void) {
        done += rows
        progressed(self)
    }
}

package struct MovedTable: Sendable, Equatable {
    package let name: String
    package let rows: Int
}

package enum MoveError: Error, Equatable, CustomStringConvertible {
    case oldSource
    case oldTarget(Int)
    case targetFilled(String)
    case sourceChanged(String)
    case targetDiffers(String)

    package var description: String {
        switch self {
        case .oldSource: "the database to copy from is not up to date: run « perron migrate » on it first"
        case .oldTarget(let version):
            "the database to copy to has schema \(version), which is somebody's: nothing was changed. Give an empty one"
        case .targetFilled(let table):
            "the database to copy to is not empty, there are rows in \(table): nothing was changed. Give an empty one"
        case .sourceChanged(let table):
            "\(table) was written to while it was copied. Stop every perron that uses that database, empty the new one, and copy again"
        case .targetDiffers(let table):
            "\(table) is not the same in both: something else writes to the new database. Empty it, and copy again"
        }
    }
}
