import PerronDomain

extension Words {
    /// From when something is worth another try, to stand after « à partir de »: « 14 h 05 », « demain, à 14 h 05 ». Nothing here waits
    /// longer than a day.
    func time(of moment: Instant, now: Instant, in civilTime: CivilTime) -> String {
        let time = hour(minutes: civilTime.minutes(of: moment))
        return civilTime.day(of: moment) > civilTime.day(of: now) ? self("common.tomorrowAt", ["time": time]) : time
    }
}
