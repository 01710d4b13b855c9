/// Working days in France: Monday to Friday without the public holidays of Code du travail, art. L3133-1, those of a region, and days of
/// the fund's own.
package struct WorkingCalendar: Sendable, Equatable {
    package let regions: Set<RegionalHolidays>
    /// On which the fund or its mail house doesn't work.
    package let closedDays: Set<CalendarDay>

    package init(regions: Set<RegionalHolidays> = [], closedDays: Set<CalendarDay> = []) {
        self.regions = regions
        self.closedDays = closedDays
    }

    package func isWorkingDay(_ day: CalendarDay) -> Bool {
        day.weekday <= 5 && !isHoliday(day) && !closedDays.contains(day)
    }

    /// `day` itself if it is worked, else the next one that is.
    package func onOrAfter(_ day: CalendarDay) -> CalendarDay {
        isWorkingDay(day) ? day : onOrAfter(day.adding(days: 1))
    }

    /// The day reached after `count` (≥ 0) further working days.
    package func adding(workingDays count: Int, to day: CalendarDay) -> CalendarDay {
        (0..<count).reduce(day) { reached, _ in onOrAfter(reached.adding(days: 1)) }
    }

    package func isHoliday(_ day: CalendarDay) -> Bool {
        switch (day.month, day.day) {
        case (1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25): true
        default: isMovable(day)
        }
    }

    /// Easter Monday, Ascension, Whit Monday, and what the regions have.
    private func isMovable(_ day: CalendarDay) -> Bool {
        let easter = easter(day.year)
        return [1, 39, 50].contains(day.dayNumber - easter.dayNumber) || regions.contains { $0.contains(day, easter: easter) }
    }

    /// Easter Sunday, by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8).
    private func easter(_ year: Int) -> CalendarDay {
        let (a, b, c) = (year % 19, year / 100, year % 100)
        let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30
        let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7
        let m = (a + 11 * h + 22 * l) / 451
        let sum = h + l - 7 * m + 114
        let march = CalendarDay(year: year, month: 3, day: 1)!
        return march.adding(days: (sum / 31 - 3) * 31 + sum % 31)
    }
}
