import CPQ
import PerronStorage

/// What the server or libpq said, without any value: the primary message of the classes that quote values is left out, and the detail always.
struct PostgresFailure: Error {
    /// Five characters, PostgreSQL's appendix A; empty where no server answered.
    let state: String
    private let message: String
    private let rule: String

    init(_ result: OpaquePointer?, on connection: OpaquePointer) {
        state = PostgresFailure.field(result, .state)
        message = PostgresFailure.field(result, .message)
        rule = [Field.constraint, .column].map { PostgresFailure.field(result, $0) }.first { !$0.isEmpty } ?? "rule"
    }

    init(_ words: String, state: String = "") {
        (self.state, message, rule) = (state, words, "")
    }

    /// What looked like a read of one statement has another: it wants a transaction, in which both see the same.
    static let secondStatement = PostgresFailure("", state: "second")

    /// Another transaction got in the way, or the schema changed under a prepared statement: the same body may do at the next try.
    var isWorthAnotherTry: Bool { ["40001", "40P01", "second"].contains(state) || isOfOldSchema }

    /// A prepared statement's columns are others by now.
    var isOfOldSchema: Bool { state == "0A000" }

    /// Nothing more can come over this connection: the server is gone, going, or no longer the one that takes writes.
    var endsConnection: Bool { state.isEmpty || state.hasPrefix("08") || state.hasPrefix("57P") || state == "25006" }

    var translated: DatabaseError {
        switch state {
        case "23505": .duplicate
        case _ where state.hasPrefix("23"): .constraint(rule)
        case _ where state.hasPrefix("42"): .statement(message)
        case "25006": .statement("this transaction only reads")
        case _ where ["21", "22", "25"].contains(state.prefix(2)): .statement("SQLSTATE \(state)")
        default: .unavailable(words)
        }
    }

    /// For whoever reads a log or typed a command.
    private var words: String {
        switch state {
        case "53100": "the disk is full"
        case "53300": "it takes no more connections"
        case "55P03": "another transaction holds a lock"
        case "57014": "a statement took too long"
        case "40001", "40P01", "0A000": "others got in the way too often"
        case "": message.isEmpty ? "the connection was lost" : message
        case _: "SQLSTATE \(state)"
        }
    }

    private static func field(_ result: OpaquePointer?, _ field: Field) -> String {
        result.flatMap { PQresultErrorField($0, Int32(field.rawValue.asciiValue ?? 0)) }.map { String(cString: $0) } ?? ""
    }

    /// PG_DIAG_… of postgres_ext.h, characters that Swift doesn't import.
    private enum Field: Character {
        case state = "C"
        case message = "M"
        case constraint = "n"
        case column = "c"
    }
}
