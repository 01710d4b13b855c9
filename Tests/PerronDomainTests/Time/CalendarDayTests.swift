import PerronDomain
import Testing

struct CalendarDayTests {
    @Test(arguments: [
        (2024, 2, 29, true), (2023, 2, 29, false), (2000, 2, 29, true), (1900, 2, 29, false), (2100, 2, 29, false), (2026, 4, 31, false),
        (2026, 12, 31, true), (2026, 13, 1, false), (2026, 0, 1, false), (2026, 1, 0, false), (2026, 1, -1, false), (0, 1, 1, false),
        (1, 1, 1, true), (9999, 12, 31, true), (10_000, 1, 1, false),
    ])
    func `only days that exist are days`(year: Int, month: Int, day: Int, exists: Bool) {
        #expect((CalendarDay(year: year, month: month, day: day) != nil) == exists)
    }

    @Test(arguments: [
        ("2026-11-24", "24/11/2026"), ("1936-05-08", "08/05/1936"), ("0001-01-01", "01/01/0001"), ("2024-02-29", "29/02/2024"),
    ])
    func `both spellings read and write the same day`(iso: String, french: String) throws {
        let day = try #require(CalendarDay(iso: iso))

        #expect(CalendarDay(french: french) == day)
        #expect(day.iso == iso)
        #expect(day.french == french)
    }

    @Test(arguments: [
        "", "24/11/2026", "2026-11-24 ", "2026-1-24", "26-11-24", "2026-11", "2026-11-24-1", "2026-02-30", "2026-+1-24", "２０２６-11-24",
        "2026--1-24",
    ])
    func `a text that is not AAAA-MM-JJ is no day`(text: String) {
        #expect(CalendarDay(iso: text) == nil)
    }

    @Test(arguments: ["", "2026-11-24", "1/11/2026", "24/11/26", "31/02/2026", "24/11/2026/1", "24.11.2026", " 24/11/2026", "2a/11/2026"])
    func `a text that is not JJ-MM-AAAA with strokes is no day`(text: String) {
        #expect(CalendarDay(french: text) == nil)
    }

    @Test func `four hundred years of days are counted and counted back, without a gap`() throws {
        let first = try #require(CalendarDay(iso: "1800-01-01"))
        var yesterday = first.adding(days: -1)

        for number in first.dayNumber..<(first.dayNumber + 146_097) {
            let day = CalendarDay(dayNumber: number)
            let isRight =
                day.dayNumber == number && CalendarDay(year: day.year, month: day.month, day: day.day) == day && day > yesterday
                && day.weekday == yesterday.weekday % 7 + 1
            guard isRight else {
                Issue.record("day \(number) became \(day.iso)")
                return
            }
            yesterday = day
        }

        #expect(yesterday.iso == "2199-12-31")
        #expect(CalendarDay(dayNumber: 0).iso == "1970-01-01")
    }

    @Test(arguments: [("2026-11-24", 2), ("1970-01-01", 4), ("1969-12-28", 7), ("2024-02-29", 4), ("1900-01-01", 1)])
    func `the day of the week is right`(iso: String, weekday: Int) throws {
        #expect(try #require(CalendarDay(iso: iso)).weekday == weekday)
    }

    @Test(arguments: [
        ("2014-09-19", "2026-11-24", 12), ("2014-09-19", "2032-09-18", 17), ("2014-09-19", "2032-09-19", 18),
        ("2012-02-29", "2030-02-28", 17),
        ("2012-02-29", "2030-03-01", 18),
    ])
    func `an age counts whole years`(birth: String, on: String, age: Int) throws {
        let (birth, on) = (try #require(CalendarDay(iso: birth)), try #require(CalendarDay(iso: on)))

        #expect(birth.age(on: on) == age)
    }

    @Test(arguments: [
        ("2026-11-25", 12, "2025-11-25"), ("2026-03-31", 1, "2026-02-28"), ("2024-03-31", 1, "2024-02-29"), ("2026-01-15", 1, "2025-12-15"),
        ("2026-11-30", 60, "2021-11-30"),
    ])
    func `months are counted back to the same day, or the last one there is`(from: String, months: Int, to: String) throws {
        #expect(try #require(CalendarDay(iso: from)).subtracting(months: months).iso == to)
    }
}
