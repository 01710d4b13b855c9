import CPQ
import PerronStorage

/// Statements on one connection. The server ends a transaction at its first error, whatever the body makes of it: the first is kept.
final class PostgresTransaction: Transaction {
    private enum Course {
        case begun
        /// A read that has not asked for anything yet.
        case unbegun(ReadHabits)
        /// A read of what seems to be one statement, which sees one state by itself.
        case lone(first: String, ReadHabits)
    }

    /// Rows of one statement: enough for what each costs by itself not to count, and little memory on either side.
    private static let atOnce = 5000

    private let connection: PostgresConnection
    private var course: Course
    private(set) var failure: PostgresFailure?

    /// A write, the one that names itself so: all else on a connection only reads.
    init(writingOn connection: PostgresConnection, _ isolation: WriteIsolation) throws {
        self.connection = connection
        let level =
            switch isolation {
            case .serialisable: "SERIALIZABLE"
            case .guarded: "READ COMMITTED"
            }
        try connection.simple("BEGIN ISOLATION LEVEL \(level), READ WRITE")
        course = .begun
    }

    init(readingOn connection: PostgresConnection, _ habits: ReadHabits) {
        self.connection = connection
        course = .unbegun(habits)
    }

    var changes: Int { connection.changes }

    var isBegun: Bool { if case .begun = course { true } else { false } }

    func query(_ statement: SQL) throws -> [Row] {
        try recorded {
            try proceed(to: statement)
            let result = try run(statement.text, statement.values.map(\.type), PostgresParameters(statement.values))
            defer { PQclear(result) }
            return try PostgresAnswer(result).rows()
        }
    }

    func execute(_ statement: SQL) throws -> Int {
        try recorded {
            try proceed(to: statement)
            let before = connection.changes
            PQclear(try run(statement.text, statement.values.map(\.type), PostgresParameters(statement.values)))
            return connection.changes - before
        }
    }

    func execute(_ statement: SQL, forEach rows: PackedRows) throws {
        guard rows.count > 0 else { return }
        try recorded {
            try proceed(to: statement)
            if let copy = PostgresCopy(statement, width: rows.width) {
                let result = try copy.run(rows, on: connection)
                defer { PQclear(result) }
                return count(result)
            }
            for start in stride(from: 0, to: rows.count, by: PostgresTransaction.atOnce) {
                let many = try PostgresManyRows(statement, rows, start..<min(start + PostgresTransaction.atOnce, rows.count))
                PQclear(try run(many.text, many.types, many.parameters))
            }
        }
    }

    private func proceed(to statement: SQL) throws {
        switch course {
        case .begun: return
        case .unbegun(let habits) where habits.isLone(statement.text): course = .lone(first: statement.text, habits)
        case .unbegun:
            try connection.simple("BEGIN ISOLATION LEVEL REPEATABLE READ")
            course = .begun
        case .lone(let first, let habits):
            habits.learn(longerThan: first)
            throw PostgresFailure.secondStatement
        }
    }

    private func run(_ text: String, _ types: [Oid], _ parameters: PostgresParameters) throws -> OpaquePointer? {
        let name = try connection.name(of: text, types)
        let result = parameters.with { count, values, lengths, formats in
            PQexecPrepared(connection.handle, name, count, values, lengths, formats, 1)
        }
        guard [PGRES_COMMAND_OK, PGRES_TUPLES_OK].contains(PQresultStatus(result)) else {
            defer { PQclear(result) }
            throw PostgresFailure(result, on: connection.handle)
        }
        count(result)
        return result
    }

    private func count(_ result: OpaquePointer?) {
        guard let word = PQcmdStatus(result), let count = PQcmdTuples(result) else { return }
        if ["INSERT", "UPDATE", "DELETE", "COPY"].contains(String(cString: word).prefix { $0 != " " }) {
            connection.changes += Int(String(cString: count)) ?? 0
        }
    }

    private func recorded<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as PostgresFailure {
            failure = failure ?? error
            throw error.translated
        }
    }
}
