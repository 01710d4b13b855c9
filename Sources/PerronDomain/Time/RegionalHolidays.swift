/// Public holidays that only a part of France has, beside the eleven of Code du travail, art. L3133-1. A fund takes those of the place
/// where its letters are posted.
package enum RegionalHolidays: String, Sendable, CaseIterable {
    /// 26 December in Moselle, Bas-Rhin and Haut-Rhin; Code du travail, art. L3134-13.
    case alsaceMoselle
    /// There too, in towns with a Protestant church or one that both confessions use; the same article.
    case goodFriday
    /// 27 May. This and the following commemorate the abolition of slavery; Code du travail, art. L3422-2.
    case guadeloupe
    /// 10 June.
    case guyane
    /// 22 May.
    case martinique
    /// 27 April.
    case mayotte
    /// 20 December.
    case reunion
    /// 9 October.
    case saintBarthelemy
    /// 28 May: so the island has kept it since the circular of 4 May 2018, and its prefect counts it; the article still says 27 May.
    case saintMartin

    /// - Parameter easter: Easter Sunday of the day's year.
    func contains(_ day: CalendarDay, easter: CalendarDay) -> Bool {
        switch self {
        case .goodFriday: easter.dayNumber - day.dayNumber == 2
        case .alsaceMoselle: isOn(26, 12, day)
        case .guadeloupe: isOn(27, 5, day)
        case .guyane: isOn(10, 6, day)
        case .martinique: isOn(22, 5, day)
        case .mayotte: isOn(27, 4, day)
        case .reunion: isOn(20, 12, day)
        case .saintBarthelemy: isOn(9, 10, day)
        case .saintMartin: isOn(28, 5, day)
        }
    }

    private func isOn(_ number: Int, _ month: Int, _ day: CalendarDay) -> Bool {
        day.day == number && day.month == month
    }
}
