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

    /// Good Friday is two days before Easter: 29 March 2024, 18 April 2025, 3 April 2026, 26 March 2027, 14 April 2028.
    @Test(arguments: [
        (RegionalHolidays.alsaceMoselle, ["2024-12-26", "2025-12-26", "2026-12-26", "2027-12-26", "2028-12-26"]),
        (.goodFriday, ["2024-03-29", "2025-04-18", "2026-04-03", "2027-03-26", "2028-04-14"]),
        (.guadeloupe, ["2024-05-27", "2025-05-27", "2026-05-27", "2027-05-27", "2028-05-27"]),
        (.guyane, ["2024-06-10", "2025-06-10", "2026-06-10", "2027-06-10", "2028-06-10"]),
        (.martinique, ["2024-05-22", "2025-05-22", "2026-05-22", "2027-05-22", "2028-05-22"]),
        (.mayotte, ["2024-04-27", "2025-04-27", "2026-04-27", "2027-04-27", "2028-04-27"]),
        (.reunion, ["2024-12-20", "2025-12-20", "2026-12-20", "2027-12-20", "2028-12-20"]),
        (.saintBarthelemy, ["2024-10-09", "2025-10-09", "2026-10-09", "2027-10-09", "2028-10-09"]),
        (.saintMartin, ["2024-05-28", "2025-05-28", "2026-05-28", "2027-05-28", "2028-05-28"]),
    ])
    func `a region has its own holiday each year, beside those of the country and no other`(region: RegionalHolidays, days: [String]) throws
    {
        let first = try #require(CalendarDay(year: 2024, month: 1, day: 1))
        let last = try #require(CalendarDay(year: 2028, month: 12, day: 31))
        let own = WorkingCalendar(regions: [region])

        let further = (first.dayNumber...last.dayNumber).map(CalendarDay.init(dayNumber:)).filter {
            own.isHoliday($0) != calendar.isHoliday($0)
        }

        #expect(further.map(\.iso) == days)
        #expect(further.allSatisfy { own.isHoliday($0) && !own.isWorkingDay($0) })
    }

    @Test func `a day of the fund's own isn't worked, and is no holiday`() throws {
        let eve = try #require(CalendarDay(iso: "2026-12-24"))
        let closed = WorkingCalendar(regions: [.alsaceMoselle], closedDays: [eve, try #require(CalendarDay(iso: "2026-12-28"))])

        #expect(!closed.isWorkingDay(eve) && !closed.isHoliday(eve))
        #expect(closed.onOrAfter(eve).iso == "2026-12-29")
        #expect(closed.adding(workingDays: 1, to: try #require(CalendarDay(iso: "2026-12-23"))).iso == "2026-12-29")
    }

    @Test(arguments: [
        ("2026-11-24", "2026-11-24"), ("2026-11-28", "2026-11-30"), ("2026-12-25", "2026-12-28"), ("2027-01-01", "2027-01-04"),
    ])
    func `a day that isn't worked gives way to the next that is`(from: String, to: String) throws {
        #expect(calendar.onOrAfter(try #require(CalendarDay(iso: from))).iso == to)
    }
}
