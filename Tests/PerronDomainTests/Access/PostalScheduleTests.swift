import Foundation
import PerronDomain
import Testing

struct PostalScheduleTests {
    private let civilTime = CivilTime(timeZone: TimeZone(identifier: "Europe/Paris")!)
    private var schedule: PostalSchedule { PostalSchedule(limits: Limits(), civilTime: civilTime) }

    /// The cut-off is at 15:00; 27 November 2026 is a Friday.
    @Test(arguments: [
        ("2026-11-24", 600, "2026-11-24"), ("2026-11-24", 899, "2026-11-24"), ("2026-11-24", 900, "2026-11-25"),
        ("2026-11-24", 1439, "2026-11-25"),
        ("2026-11-27", 899, "2026-11-27"), ("2026-11-27", 1140, "2026-11-30"), ("2026-11-28", 600, "2026-11-30"),
        ("2026-11-29", 1439, "2026-11-30"),
        ("2026-12-24", 900, "2026-12-28"), ("2026-12-25", 600, "2026-12-28"), ("2026-12-31", 1000, "2027-01-04"),
        ("2026-05-07", 930, "2026-05-11"),
    ])
    func `a letter joins the batch of the next working day that hasn't closed`(day: String, minutes: Int, posted: String) throws {
        #expect(try schedule.postingDay(now: at(day, minutes)).iso == posted)
    }

    @Test func `what is said by when counts working days from the posting day`() throws {
        let arrival = try schedule.arrival(channel: .letter, confirmedAt: at("2026-12-23", 600))

        #expect(arrival.postedOn.iso == "2026-12-23")
        #expect(arrival.mainlandBy.iso == "2026-12-30")
        #expect(arrival.overseasBy.iso == "2027-01-06")
        #expect(arrival.abroadBy.iso == "2027-01-08")
    }

    @Test func `neither a region's holiday nor a day of the fund's own is a posting day, or counts until a letter arrives`() throws {
        let (friday, eve) = (try #require(CalendarDay(iso: "2027-03-26")), try #require(CalendarDay(iso: "2026-12-24")))
        let own = PostalSchedule(
            limits: Limits(), civilTime: civilTime, calendar: WorkingCalendar(regions: [.goodFriday], closedDays: [eve]))

        #expect(!own.isPostingDay(friday) && schedule.isPostingDay(friday))
        #expect(try own.postingDay(now: at("2027-03-26", 600)).iso == "2027-03-30")
        #expect(try own.postingDay(now: at("2026-12-24", 600)).iso == "2026-12-28")
        #expect(try own.arrival(channel: .letter, confirmedAt: at("2026-12-23", 600)).mainlandBy.iso == "2026-12-31")
    }

    @Test func `an e-mail is late after ten minutes, on a Sunday too`() throws {
        let now = try at("2026-11-29", 600)

        #expect(schedule.arrival(channel: .email, confirmedAt: now).emailBy == now.adding(.minutes(10)))
    }

    @Test(arguments: [
        (PostalAddress.Territory.mainland, "2026-12-15"), (.overseas, "2026-12-24"), (.abroad, "2026-12-24"),
    ])
    func `a letter's code lives three weeks in France and thirty days further away`(territory: PostalAddress.Territory, last: String) throws
    {
        let posted = try #require(CalendarDay(iso: "2026-11-24"))

        #expect(schedule.lastDay(postedOn: posted, to: territory).iso == last)
    }

    @Test(arguments: ["2026-12-15", "2026-10-25", "2026-03-29"])
    func `a code runs out at local midnight after its last day, also when the clocks change`(last: String) throws {
        let day = try #require(CalendarDay(iso: last))

        let expiry = schedule.expiry(lastDay: day)

        #expect(civilTime.day(of: expiry) == day)
        #expect(civilTime.minutes(of: expiry) == 1439)
        #expect(civilTime.day(of: expiry.adding(.milliseconds(1))) == day.adding(days: 1))
    }

    @Test func `a batch closes at the hour that the settings say`() throws {
        var limits = Limits()
        limits.letters.cutOffMinutes = 11 * 60 + 30
        let early = PostalSchedule(limits: limits, civilTime: civilTime)
        let day = try #require(CalendarDay(iso: "2026-11-24"))

        #expect(try early.cutOff(on: day) == at("2026-11-24", 690))
        #expect(early.postingDay(now: early.cutOff(on: day)).iso == "2026-11-25")
        #expect(early.postingDay(now: early.cutOff(on: day).subtracting(.seconds(1))) == day)
    }

    private func at(_ iso: String, _ minutes: Int) throws -> Instant {
        civilTime.instant(of: try #require(CalendarDay(iso: iso)), minutes: minutes)
    }
}
