import PerronDomain

/// What step 6 says, in days and hours of the fund's own time zone.
package struct ExpectedArrival: Sendable, Equatable {
    package let channel: AccessChannel
    package let askedDay: CalendarDay
    /// Minutes since midnight.
    package let askedMinutes: Int
    package let emailDay: CalendarDay
    /// Minutes since midnight.
    package let emailMinutes: Int
    package let postedOn: CalendarDay
    package let mainlandBy: CalendarDay
    package let overseasBy: CalendarDay
    package let abroadBy: CalendarDay

    package init(
        channel: AccessChannel, askedDay: CalendarDay, askedMinutes: Int, emailDay: CalendarDay, emailMinutes: Int, postedOn: CalendarDay,
        mainlandBy: CalendarDay,
        overseasBy: CalendarDay, abroadBy: CalendarDay
    ) {
        self.channel = channel
        self.askedDay = askedDay
        self.askedMinutes = askedMinutes
        self.emailDay = emailDay
        self.emailMinutes = emailMinutes
        self.postedOn = postedOn
        self.mainlandBy = mainlandBy
        self.overseasBy = overseasBy
        self.abroadBy = abroadBy
    }

    /// For whom the latest day of arrival has passed.
    package enum Lateness: Sendable {
        case none
        /// In mainland France; elsewhere it may still come.
        case mainland
        case everywhere
    }

    package func lateness(on day: CalendarDay) -> Lateness {
        if day > max(mainlandBy, overseasBy, abroadBy) { return .everywhere }
        return day > mainlandBy ? .mainland : .none
    }

    package init(_ arrival: Arrival, askedAt: Instant, in civilTime: CivilTime) {
        self.init(
            channel: arrival.channel, askedDay: civilTime.day(of: askedAt), askedMinutes: civilTime.minutes(of: askedAt),
            emailDay: civilTime.day(of: arrival.emailBy), emailMinutes: civilTime.minutes(of: arrival.emailBy),
            postedOn: arrival.postedOn, mainlandBy: arrival.mainlandBy, overseasBy: arrival.overseasBy, abroadBy: arrival.abroadBy)
    }
}
