/// A statement and its parameters. Interpolation makes parameters `$1`, `$2` …, so a value can't become text of the statement.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
    package private(set) var text: String
    package private(set) var values: [SQLValue]

    package init(stringLiteral text: String) {
        self.text = text
        values = []
    }

    /// - Parameter values: of a statement that is written with `$1`, `$2` … in the order of their appearance, each once.
    package init(_ statement: SQL, with values: [SQLValue]) {
        text = statement.text
        self.values = values
    }

    package init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
        values = stringInterpolation.values
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        var text = ""
        var values: [SQLValue] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 3)
            values.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) {
            text += literal
        }

        package mutating func appendInterpolation(_ value: some SQLConvertible) {
            values.append(value.sqlValue)
            text += "$\(values.count)"
        }

        package mutating func appendInterpolation(_ value: (some SQLConvertible)?) {
            values.append(value?.sqlValue ?? .null)
            text += "$\(values.count)"
        }

        /// A piece of statement written in our own source, such as a column list. It carries no parameters of its own.
        package mutating func appendInterpolation(_ fragment: SQL) {
            precondition(fragment.values.isEmpty, "a fragment with parameters would need other numbers")
            text += fragment.text
        }
    }
}

/// What both engines store.
package enum SQLValue: Sendable, Equatable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])
}

/// A type of ours that has one stored form.
package protocol SQLConvertible {
    var sqlValue: SQLValue { get }
}
