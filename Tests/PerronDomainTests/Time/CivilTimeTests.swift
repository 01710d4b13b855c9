import Foundation
import PerronDomain
import Testing

/// Paris put its clocks forward on 29 March 2026 at 01:00 UTC and back on 25 October 2026 at 01:00 UTC.
struct CivilTimeTests {
    private let paris = CivilTime(timeZone: TimeZone(identifier: "Europe/Paris")!)

    @Test(arguments: [
        ("2026-11-24T09:00:00Z", "2026-11-24", 600), ("2026-11-23T23:00:00Z", "2026-11-24", 0),
        ("2026-11-23T22:59:59Z", "2026-11-23", 1439),
        ("2026-07-14T22:00:00Z", "2026-07-15", 0), ("2026-03-29T00:59:00Z", "2026-03-29", 119), ("2026-03-29T01:00:00Z", "2026-03-29", 180),
        ("2026-10-25T00:30:00Z", "2026-10-25", 150), ("2026-10-25T01:30:00Z", "2026-10-25", 150),
        ("1936-05-08T12:00:00Z", "1936-05-08", 780),
    ])
    func `an instant is a day and an hour of the local clock`(utc: String, day: String, minutes: Int) throws {
        let instant = try instant(utc)

        #expect(paris.day(of: instant).iso == day)
        #expect(paris.minutes(of: instant) == minutes)
    }

    @Test(arguments: [
        ("2026-11-24", 600, "2026-11-24T09:00:00Z"), ("2026-07-14", 0, "2026-07-13T22:00:00Z"), ("2026-03-29", 0, "2026-03-28T23:00:00Z"),
        ("2026-03-29", 119, "2026-03-29T00:59:00Z"), ("2026-03-29", 180, "2026-03-29T01:00:00Z"), ("2026-03-30", 0, "2026-03-29T22:00:00Z"),
        ("2026-10-25", 0, "2026-10-24T22:00:00Z"), ("2026-10-25", 180, "2026-10-25T02:00:00Z"), ("2026-10-26", 0, "2026-10-25T23:00:00Z"),
    ])
    func `a day and an hour are an instant`(day: String, minutes: Int, utc: String) throws {
        let day = try #require(CalendarDay(iso: day))

        #expect(try paris.instant(of: day, minutes: minutes) == instant(utc))
    }

    @Test func `an hour that comes twice is its first, and one that never comes is put forward`() throws {
        let (autumn, spring) = (try #require(CalendarDay(iso: "2026-10-25")), try #require(CalendarDay(iso: "2026-03-29")))

        #expect(try paris.instant(of: autumn, minutes: 150) == instant("2026-10-25T00:30:00Z"))
        #expect(try paris.instant(of: spring, minutes: 150) == instant("2026-03-29T01:30:00Z"))
    }

    @Test(arguments: [("2026-03-29", 23), ("2026-10-25", 25), ("2026-11-24", 24)])
    func `a day ends one millisecond before the next begins`(iso: String, hours: Int) throws {
        let day = try #require(CalendarDay(iso: iso))

        let end = paris.end(of: day)

        #expect(paris.day(of: end) == day)
        #expect(paris.day(of: end.adding(.milliseconds(1))) == day.adding(days: 1))
        #expect(end - paris.instant(of: day, minutes: 0) == .hours(hours) - .milliseconds(1))
    }

    @Test func `every quarter of an hour of a year goes to the local clock and back`() throws {
        let start = try instant("2025-12-31T23:00:00Z")
        // The second of the two hours between 02:00 and 03:00 on 25 October reads like the first.
        let twice = try instant("2026-10-25T01:00:00Z")...instant("2026-10-25T01:59:00Z")

        let wrong = (0..<(365 * 96)).map { start.adding(.minutes(15 * $0)) }.filter {
            !twice.contains($0) && paris.instant(of: paris.day(of: $0), minutes: paris.minutes(of: $0)) != $0
        }

        #expect(wrong.isEmpty)
    }

    private func instant(_ utc: String) throws -> Instant {
        Instant(seconds: Int64(try Date(utc, strategy: .iso8601).timeIntervalSince1970))
    }
}
