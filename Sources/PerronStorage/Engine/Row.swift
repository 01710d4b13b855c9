import PerronDomain

/// One row of an answer, decoded strictly: SQLite enforces no types, so a column of the wrong kind is an error here.
package struct Row: Sendable {
    package let columns: [String]
    package let values: [SQLValue]

    /// - Parameter columns: the names in the order of the values, shared by the rows of one answer.
    package init(columns: [String], values: [SQLValue]) {
        self.columns = columns
        self.values = values
    }

    package func text(_ column: String) throws -> String {
        guard case .text(let text) = try value(column) else { throw RowError.wrongType(column) }
        return text
    }

    package func optionalText(_ column: String) throws -> String? {
        try value(column) == .null ? nil : text(column)
    }

    package func integer(_ column: String) throws -> Int64 {
        guard case .integer(let integer) = try value(column) else { throw RowError.wrongType(column) }
        return integer
    }

    package func count(_ column: String) throws -> Int {
        Int(try integer(column))
    }

    package func optionalInteger(_ column: String) throws -> Int64? {
        try value(column) == .null ? nil : integer(column)
    }

    package func blob(_ column: String) throws -> [UInt8] {
        guard case .blob(let bytes) = try value(column) else { throw RowError.wrongType(column) }
        return bytes
    }

    package func optionalBlob(_ column: String) throws -> [UInt8]? {
        try value(column) == .null ? nil : blob(column)
    }

    package func instant(_ column: String) throws -> Instant {
        Instant(milliseconds: try integer(column))
    }

    package func optionalInstant(_ column: String) throws -> Instant? {
        try optionalInteger(column).map(Instant.init(milliseconds:))
    }

    package func day(_ column: String) throws -> CalendarDay {
        guard let day = CalendarDay(iso: try text(column)) else { throw RowError.unreadable(column) }
        return day
    }

    package func optionalDay(_ column: String) throws -> CalendarDay? {
        try value(column) == .null ? nil : day(column)
    }

    package func id<Entity>(_ column: String) throws -> Identifier<Entity> {
        Identifier(stored: try text(column))
    }

    package func optionalID<Entity>(_ column: String) throws -> Identifier<Entity>? {
        try optionalText(column).map(Identifier.init(stored:))
    }

    package func number(_ column: String) throws -> FileNumber {
        do {
            return try FileNumber(text(column))
        } catch is FileNumberError {
            throw RowError.unreadable(column)
        }
    }

    /// An enum stored by its raw text.
    package func choice<Choice: RawRepresentable>(_ column: String) throws -> Choice where Choice.RawValue == String {
        guard let choice = Choice(rawValue: try text(column)) else { throw RowError.unreadable(column) }
        return choice
    }

    package func optionalChoice<Choice: RawRepresentable>(_ column: String) throws -> Choice? where Choice.RawValue == String {
        try value(column) == .null ? nil : choice(column)
    }

    package func value(_ column: String) throws -> SQLValue {
        guard let position = columns.firstIndex(of: column) else { throw RowError.noColumn(column) }
        return values[position]
    }
}

/// Names the column, never its value.
package enum RowError: Error, Equatable {
    case noColumn(String)
    case wrongType(String)
    case unreadable(String)
}
