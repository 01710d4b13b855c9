/// A day of the Gregorian calendar without a time zone: a birth date, a posting day.
package struct CalendarDay: Hashable, Sendable {
    package let year: Int
    package let month: Int
    package let day: Int

    /// Nil for a day that does not exist, such as 31 February, and for years outside 1…9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        guard day <= CalendarDay.length(ofMonth: month, year: year) else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// `AAAA-MM-JJ`, as stored.
    package init?(iso text: String) {
        self.init(text, separator: "-", order: (year: 0, month: 1, day: 2))
    }

    /// `JJ/MM/AAAA`, as the registry writes it.
    package init?(french text: String) {
        self.init(text, separator: "/", order: (year: 2, month: 1, day: 0))
    }

    /// The same, from bytes.
    package init?(french bytes: some Collection<UInt8>) {
        guard bytes.count == 10 else { return nil }
        var number = 0
        for (index, byte) in bytes.enumerated() {
            if index == 2 || index == 5 {
                guard byte == UInt8(ascii: "/") else { return nil }
            } else {
                guard (48...57).contains(byte) else { return nil }
                number = number * 10 + Int(byte & 15)
            }
        }
        self.init(year: number % 10_000, month: number / 10_000 % 100, day: number / 1_000_000)
    }

    /// Counted from 1970-01-01 (day 0); Howard Hinnant, "chrono-compatible low-level date algorithms".
    package init(dayNumber: Int) {
        let shifted = dayNumber + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    package var iso: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }

    package var french: String { "\(padded(day, 2))/\(padded(month, 2))/\(padded(year, 4))" }

    package var dayNumber: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// 1 for Monday … 7 for Sunday (ISO 8601).
    package var weekday: Int {
        let fromMonday = (dayNumber + 3) % 7
        return (fromMonday < 0 ? fromMonday + 7 : fromMonday) + 1
    }

    package func adding(days: Int) -> CalendarDay {
        CalendarDay(dayNumber: dayNumber + days)
    }

    /// The same day of an earlier month, its last one where it is too short.
    package func subtracting(months: Int) -> CalendarDay {
        let count = year * 12 + month - 1 - months
        let (year, month) = (count / 12, count % 12 + 1)
        let last = CalendarDay.length(ofMonth: month, year: year)
        return CalendarDay(year: year, month: month, day: min(day, last)) ?? self
    }

    /// Whole years between this birth date and `day`.
    package func age(on day: CalendarDay) -> Int {
        let hadBirthday = (day.month, day.day) >= (month, self.day)
        return day.year - year - (hadBirthday ? 0 : 1)
    }

    private init?(_ text: String, separator: Character, order: (year: Int, month: Int, day: Int)) {
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        let lengths = [order.year: 4, order.month: 2, order.day: 2]
        guard parts.count == 3, parts.indices.allSatisfy({ parts[$0].utf8.count == lengths[$0] }) else { return nil }
        let numbers = parts.compactMap { part in part.utf8.allSatisfy { (48...57).contains($0) } ? Int(part) : nil }
        guard numbers.count == 3 else { return nil }
        self.init(year: numbers[order.year], month: numbers[order.month], day: numbers[order.day])
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension CalendarDay: Comparable {
    package static func < (left: CalendarDay, right: CalendarDay) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
