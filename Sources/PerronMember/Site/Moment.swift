import PerronDomain

extension CivilTime {
    /// « jeudi 26 novembre 2026 à 14 h 31 ».
    func moment(_ instant: Instant, _ words: Words) -> String {
        words("mail.moment", ["day": words.day(day(of: instant)), "hour": words.hour(minutes: minutes(of: instant))])
    }
}
