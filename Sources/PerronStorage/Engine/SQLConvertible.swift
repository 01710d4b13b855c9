import PerronDomain

extension String: SQLConvertible {
    package var sqlValue: SQLValue { .text(self) }
}

extension Int: SQLConvertible {
    package var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension Int64: SQLConvertible {
    package var sqlValue: SQLValue { .integer(self) }
}

extension [UInt8]: SQLConvertible {
    package var sqlValue: SQLValue { .blob(self) }
}

extension SQLValue: SQLConvertible {
    package var sqlValue: SQLValue { self }
}

extension Instant: SQLConvertible {
    package var sqlValue: SQLValue { .integer(milliseconds) }
}

extension CalendarDay: SQLConvertible {
    package var sqlValue: SQLValue { .text(iso) }
}

extension Identifier: SQLConvertible {
    package var sqlValue: SQLValue { .text(text) }
}

extension FileNumber: SQLConvertible {
    package var sqlValue: SQLValue { .text(digits) }
}

extension EmailAddress: SQLConvertible {
    package var sqlValue: SQLValue { .text(value) }
}

extension SQLConvertible where Self: RawRepresentable, RawValue == String {
    package var sqlValue: SQLValue { .text(rawValue) }
}

extension AccessChannel: SQLConvertible {}
extension AccessRequestState: SQLConvertible {}
extension Situation: SQLConvertible {}
extension Role: SQLConvertible {}
extension Civility: SQLConvertible {}
extension Representative: SQLConvertible {}
extension StaffReason: SQLConvertible {}
extension Language: SQLConvertible {}
