import Foundation
import PerronDomain
import PerronSecrets
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Synchronization

/// An empty registry, and exports to bring in.
struct RegistryHouse {
    let database: TestDatabase
    /// What the import writes through: stops it, and measures its transactions.
    let gate: WriteGate
    let clock = FixedClock()
    let base: Foundations

    init(chunk: Int = 50, on engine: Dialect = .underTest) async throws {
        var limits = Limits()
        limits.registry.chunk = chunk
        database = try await TestDatabase(on: engine)
        gate = WriteGate(database)
        base = Foundations(
            database: gate, clock: clock, random: SeededRandom(), keys: SecretKeys(current: try MasterKey(bytes: Array(0..<32))),
            limits: limits, civilTime: CivilTime(timeZone: TimeZone(identifier: "Europe/Paris")!))
    }

    /// An export of these rows.
    static func export(_ rows: [[RegistryColumn: String]]) throws -> TemporaryExport {
        try TemporaryExport(Array((RegistryCSV.header + rows.map { RegistryCSV.line($0) }.joined()).utf8))
    }

    /// So many made-up people, always the same.
    static func people(_ count: Int) -> [[RegistryColumn: String]] {
        var people = MadeUpPeople(random: SplitMix64(seed: 3), today: CalendarDay(year: 2026, month: 11, day: 1)!)
        return (0..<count).map { _ in people.next() }
    }

    @discardableResult
    func finish(
        _ rows: [[RegistryColumn: String]], _ options: ImportOptions = ImportOptions(), watcher: some ImportWatcher = NobodyWatching()
    ) async throws -> ImportSummary {
        clock.advance(.hours(1))
        let outcome = try await Self.export(rows).imported(in: base, options: options, watcher: watcher)
        guard case .finished(let summary) = outcome else { throw Unfinished(outcome: "\(outcome)") }
        return summary
    }

    func record(_ number: String) async throws -> PensionRecord? {
        try await database.read { tx in try PensionRecords(tx).find(try FileNumber(number)) }
    }

    /// Every row of the registry as text, without what each import makes anew.
    func registry() async throws -> [String] {
        let hex: SQL =
            switch database.dialect {
            case .sqlite: "HEX(contents)"
            case .postgres: "UPPER(ENCODE(contents, 'hex'))"
            }
        return try await rows(
            """
            SELECT number || '|' || situation || '|' || family_name || '|' || given_names || '|' || COALESCE(birth_date, '') || '|'
              || address_1 || '|' || address_4 || '|' || address_6 || '|' || COALESCE(country, '') || '|'
              || COALESCE(registry_email, '') || '|' || telephone || '|' || COALESCE(linked_number, '') || '|'
              || COALESCE(representative, '') || '|' || \(hex) || '|' || (closed_at IS NOT NULL) AS row
            FROM pension_record ORDER BY number
            """)
    }

    /// Every row of every table, with all that is in it, as text.
    func everything() async throws -> [String: [String]] {
        try await database.read { [dialect = database.dialect] tx in try tx.everyRow(dialect) }
    }

    func rows(_ statement: SQL) async throws -> [String] {
        try await database.read { tx in try tx.query(statement).map { try $0.text("row") } }
    }

    func count(_ table: SQL) async throws -> Int {
        try await database.read { tx in try tx.first("SELECT COUNT(*) AS count FROM \(table)")?.count("count") ?? 0 }
    }

    func lastRun() async throws -> ImportRun? {
        try await database.read { tx in try ImportRuns(tx).latest(limit: 1).first }
    }

    struct Unfinished: Error {
        let outcome: String
    }
}

/// Lets so many writes through and then fails, as if the process had been killed between two transactions.
final class WriteGate: Database {
    struct Closed: Error {}

    private struct State {
        var left = Int.max
        var written = 0
        var hook: Hook?
    }

    /// Runs at the head of each write's transaction.
    typealias Hook = @Sendable (any Transaction) throws -> Void

    private let inner: any Database
    private let state = Mutex(State())

    init(_ inner: any Database) {
        self.inner = inner
    }

    var dialect: Dialect { inner.dialect }
    var written: Int { state.withLock(\.written) }

    func open(for writes: Int = .max) {
        state.withLock { $0 = State(left: writes, written: 0) }
    }

    func before(_ hook: @escaping Hook) {
        state.withLock { $0.hook = hook }
    }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value {
        try await inner.read(body)
    }

    @discardableResult
    func write<Value: Sendable>(
        _ isolation: WriteIsolation, _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        let hook = try state.withLock { state in
            guard state.left > 0 else { throw Closed() }
            state.left -= 1
            state.written += 1
            return state.hook
        }
        return try await inner.write(isolation) { tx in
            try hook?(tx)
            return try body(tx)
        }
    }

    func close() async throws {
        try await inner.close()
    }
}

/// Raised once, seen by others.
final class Flag: Sendable {
    private let state = Mutex(false)

    var isRaised: Bool { state.withLock(\.self) }

    func raise() { state.withLock { $0 = true } }
}

/// Keeps everything that an import tells.
final class ListeningWatcher: ImportWatcher {
    private struct Heard {
        var faults: [RegistryFault] = []
        var missing: [FileNumber] = []
        var progress: [ImportProgress] = []
    }

    private let heard = Mutex(Heard())

    var faults: [RegistryFault] { heard.withLock(\.faults) }
    var missing: [String] { heard.withLock { $0.missing.map(\.digits) } }
    var progress: [ImportProgress] { heard.withLock(\.progress) }

    func progressed(_ progress: ImportProgress) { heard.withLock { $0.progress.append(progress) } }
    func refused(_ faults: [RegistryFault]) { heard.withLock { $0.faults += faults } }
    func missing(_ number: FileNumber) { heard.withLock { $0.missing.append(number) } }
}
