import CPQ
import Foundation
import PerronStorage

/// One connection and what it has prepared. Not `Sendable`: it stays on the thread that made it.
final class PostgresConnection {
    /// Past so many prepared statements all are forgotten: our own texts are fewer, those of migrations and imports come once.
    private static let mostPrepared = 300

    let handle: OpaquePointer
    /// Rows changed so far.
    var changes = 0
    private var prepared: [String: String] = [:]
    private var isStale = false

    /// - Throws: `PostgresFailure` in words for the operator: away, too old, or sorting otherwise than our statements expect.
    init(_ url: PostgresURL, _ limits: PostgresLimits) throws {
        // What stands in the URL wins over what comes before it.
        let options = [
            ("connect_timeout", "\(limits.connectSeconds)"), ("application_name", "perron"),
            // A host that vanished without a word is given up after a quarter of a minute; the system alone would wait for as many minutes.
            ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "2"), ("tcp_user_timeout", "15000"),
            ("dbname", url.text), ("client_encoding", "UTF8"),
        ]
        let opened = withCStrings(options.map(\.0)) { keys in
            withCStrings(options.map(\.1)) { values in PQconnectdbParams(keys, values, 1) }
        }
        guard let opened else { throw PostgresFailure("no memory for a connection") }
        handle = opened
        guard PQstatus(handle) == CONNECTION_OK else { throw PostgresFailure(String(cString: PQerrorMessage(handle))) }
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        guard PQserverVersion(handle) >= 140_000 else { throw PostgresFailure("its server is too old: PostgreSQL 14 or later is needed") }
        // What doesn't say that it writes only reads, without a transaction of its own too.
        var settings = "SET statement_timeout = \(limits.statementMilliseconds); SET lock_timeout = \(limits.lockMilliseconds);"
        settings += "SET default_transaction_read_only = on"
        if let schema = limits.schema { settings += "; SET search_path = \"\(schema)\"" }
        try simple(settings)
        try assureCollation()
    }

    deinit {
        PQfinish(handle)
    }

    var isBroken: Bool { isStale || PQstatus(handle) != CONNECTION_OK }

    /// No more work comes over it.
    func giveUp() {
        isStale = true
    }

    /// A statement of our own without parameters, such as BEGIN.
    /// - Returns: the server's word for what it did, "ROLLBACK" for the COMMIT of a transaction that had failed.
    @discardableResult
    func simple(_ text: String) throws -> String {
        let result = PQexec(handle, text)
        defer { PQclear(result) }
        guard [PGRES_COMMAND_OK, PGRES_TUPLES_OK].contains(PQresultStatus(result)) else { throw PostgresFailure(result, on: handle) }
        return PQcmdStatus(result).map { String(cString: $0) } ?? ""
    }

    /// COMMIT, whose wait for a standby no time-out of the server's ends. A wait that is given up is given up with the connection: what was to be kept
    /// may be.
    /// - Returns: the server's word, "ROLLBACK" where it had given the transaction up.
    func commit(within milliseconds: Int) throws -> String {
        guard PQsendQuery(handle, "COMMIT") == 1 else { throw PostgresFailure(nil, on: handle) }
        let end = ContinuousClock.now + .milliseconds(milliseconds)
        while PQisBusy(handle) == 1 {
            let left = (end - ContinuousClock.now) / .milliseconds(1)
            var socket = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
            guard left > 0, poll(&socket, 1, Int32(left.rounded(.up))) >= 0 || errno == EINTR else {
                throw PostgresFailure("it did not answer in time")
            }
            guard PQconsumeInput(handle) == 1 else { throw PostgresFailure(nil, on: handle) }
        }
        var word = ""
        while let result = PQgetResult(handle) {
            defer { PQclear(result) }
            guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw PostgresFailure(result, on: handle) }
            word = PQcmdStatus(result).map { String(cString: $0) } ?? ""
        }
        return word
    }

    /// The name of the statement on this connection. An integer's type is told, since arithmetic on a parameter has none otherwise; a null
    /// has none to tell.
    func name(of text: String, _ types: [Oid]) throws -> String {
        let key = text + types.map { " \($0)" }.joined()
        if let name = prepared[key] { return name }
        if prepared.count >= PostgresConnection.mostPrepared { try forget() }
        let name = "s\(prepared.count)"
        let result = PQprepare(handle, name, text, Int32(types.count), types)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw PostgresFailure(result, on: handle) }
        prepared[key] = name
        return name
    }

    /// Every prepared statement, as after a change of the schema.
    func forget() throws {
        prepared = [:]
        try simple("DEALLOCATE ALL")
    }

    private func assureCollation() throws {
        // Asked of its behaviour: what a database is called, and which library sorts for it, has changed from version to version.
        let question: SQL = "SELECT CASE WHEN 'B' < 'a' AND 'z' < 'é' THEN 1 ELSE 0 END AS sorts"
        let answer = try PostgresTransaction(readingOn: self, ReadHabits()).query(question)
        guard try answer.first?.count("sorts") == 1 else {
            throw PostgresFailure("its collation must be C: CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'")
        }
    }
}

/// Calls `body` with the texts as C's list of strings that ends with a null.
func withCStrings<Value>(_ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Value) -> Value {
    let bytes = texts.map { Array($0.utf8CString) }
    let flat = bytes.flatMap { $0 }
    return flat.withUnsafeBufferPointer { buffer in
        var starts: [UnsafePointer<CChar>?] = []
        var offset = 0
        for text in bytes {
            starts.append(buffer.baseAddress.map { $0 + offset })
            offset += text.count
        }
        starts.append(nil)
        return starts.withUnsafeBufferPointer { list in
            // Never empty: it holds at least the null.
            body(list.baseAddress!)
        }
    }
}
