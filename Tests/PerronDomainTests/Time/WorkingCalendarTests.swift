import PerronDomain
import Testing

struct WorkingCalendarTests {
    private let calendar = WorkingCalendar()

    /// Easter Monday, Ascension, Whit Monday.
    @Test(arguments: [
        (2024, ["04-01", "05-09", "05-20"]), (2025, ["04-21", "05-29", "06-09"]), (2026, ["04-06", "05-14", "05-25"]),
        (2027, ["03-29", "05-06", "05-17"]), (2028, ["04-17", "05-25", "06-05"]), (2029, ["04-02", "05-10", "05-21"]),
        (2030, ["04-22", "05-30", "06-10"]),
    ])
    func `a year has the eleven holidays of the Labour Code and no other`(year: Int, movable: [String]) throws {
        let fixed = ["01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"]
        let first = try #require(CalendarDay(year: year, month: 1, day: 1))
        let days = (0..<366).map { first.adding(days: $0) }.filter { $0.year == year }

        let holidays = days.filter(calendar.isHoliday).map(\.iso)

        #expect(holidays == (Set(fixed + movable)).map { "\(year)-\($0)" }.sorted())
        #expect(!days.contains { calendar.isWorkingDay($0) && (calendar.isHoliday($0) || $0.weekday > 5) })
    }

    @Test(arguments: [
        ("2026-11-24", 0, "2026-11-24"), ("2026-11-24", 3, "2026-11-27"), ("2026-11-27", 1, "2026-11-30"), ("2026-12-24", 1, "2026-12-28"),
        ("2026-12-31", 1, "2027-01-04"), ("2026-05-13", 2, "2026-05-18"), ("2026-11-28", 1, "2026-11-30"), ("2025-04-18", 1, "2025-04-22"),
    ])
    func `working days skip weekends and holidays`(from: String, count: Int, to: String) throws {
        let day = try #require(CalendarDay(iso: from))

        #expect(calendar.adding(workingDays: count, to: day).iso == to)
    }

    @Test(arguments: [
        ("2026-11-24", "2026-11-24"), ("2026-11-28", "2026-11-30"), ("2026-12-25", "2026-12-28"), ("2027-01-01", "2027-01-04"),
    ])
    func `a day that isn't worked gives way to the next that is`(from: String, to: String) throws {
        #expect(calendar.onOrAfter(try #require(CalendarDay(iso: from))).iso == to)
    }
}
