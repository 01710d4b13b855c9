/// What step 6 says: by when at the latest each channel arrives. Worked out from the time and the channel alone.
package struct Arrival: Sendable, Equatable {
    package let channel: AccessChannel
    /// By e-mail: the instant after which something has gone wrong.
    package let emailBy: Instant
    /// When a letter asked for now is handed to the post.
    package let postedOn: CalendarDay
    package let mainlandBy: CalendarDay
    package let overseasBy: CalendarDay
    package let abroadBy: CalendarDay
}

/// Days and hours of the post: when the next batch leaves, when it arrives, how long its code lives.
package struct PostalSchedule: Sendable {
    private let limits: Limits
    private let civilTime: CivilTime
    private let calendar: WorkingCalendar

    package init(limits: Limits, civilTime: CivilTime, calendar: WorkingCalendar = WorkingCalendar()) {
        self.limits = limits
        self.civilTime = civilTime
        self.calendar = calendar
    }

    /// The working day whose batch a letter ordered at `now` joins.
    package func postingDay(now: Instant) -> CalendarDay {
        let today = civilTime.day(of: now)
        let missed = civilTime.minutes(of: now) >= limits.letters.cutOffMinutes
        return calendar.onOrAfter(missed ? today.adding(days: 1) : today)
    }

    /// Whether a batch closes on this day.
    package func isPostingDay(_ day: CalendarDay) -> Bool {
        calendar.isWorkingDay(day)
    }

    package func arrival(channel: AccessChannel, confirmedAt now: Instant) -> Arrival {
        let posted = postingDay(now: now)
        let days = limits.access.postDays
        return Arrival(
            channel: channel,
            emailBy: now.adding(.minutes(10)),
            postedOn: posted,
            mainlandBy: calendar.adding(workingDays: days.mainland, to: posted),
            overseasBy: calendar.adding(workingDays: days.overseas, to: posted),
            abroadBy: calendar.adding(workingDays: days.abroad, to: posted))
    }

    /// The last day printed on a letter, counted from its planned posting day.
    package func lastDay(postedOn day: CalendarDay, to territory: PostalAddress.Territory) -> CalendarDay {
        switch territory {
        case .mainland: day.adding(days: limits.access.letterCodeDays)
        case .overseas, .abroad: day.adding(days: limits.access.farLetterCodeDays)
        }
    }

    /// A letter's code lives to the end of its last day, local time.
    package func expiry(lastDay: CalendarDay) -> Instant {
        civilTime.end(of: lastDay)
    }

    /// The instant at which the batch of `day` closes.
    package func cutOff(on day: CalendarDay) -> Instant {
        civilTime.instant(of: day, minutes: limits.letters.cutOffMinutes)
    }
}
