import CPQ
import PerronStorage

/// Where the server is and how to reach it, as libpq reads it: `postgres://user@one,two/fund?target_session_attrs=read-write&sslmode=verify-full`.
/// It may hold a password, so it prints as `[redacted]`, and libpq's words about one that it can't read, which quote it, are kept back.
package struct PostgresURL: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    let text: String

    /// - Throws: `DatabaseError.unavailable` where libpq can't read it.
    package init(_ text: String) throws {
        guard text.hasPrefix("postgres://") || text.hasPrefix("postgresql://"), let options = PQconninfoParse(text, nil) else {
            throw DatabaseError.unavailable("its URL can't be read: postgresql://USER@HOST/DATABASE")
        }
        PQconninfoFree(options)
        self.text = text
    }

    /// Whether it carries one, where a file or the environment would not show it.
    package var hasPassword: Bool {
        guard let options = PQconninfoParse(text, nil) else { return false }
        defer { PQconninfoFree(options) }
        var option = options
        while let keyword = option.pointee.keyword {
            if String(cString: keyword) == "password", option.pointee.val != nil { return true }
            option += 1
        }
        return false
    }

    package var description: String { "[redacted]" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
