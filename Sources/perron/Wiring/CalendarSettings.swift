import PerronDomain

extension WorkingCalendar {
    init(_ reader: SettingsReader) {
        self.init(
            regions: WorkingCalendar.regions(reader.list("fund.holidays"), reader),
            closedDays: WorkingCalendar.closedDays(reader.list("fund.closed_days"), reader))
    }

    private static func regions(_ names: [String], _ reader: SettingsReader) -> Set<RegionalHolidays> {
        Set(
            names.compactMap { name in
                if let region = RegionalHolidays(rawValue: name) { return region }
                let all = RegionalHolidays.allCases.map(\.rawValue).joined(separator: ", ")
                reader.complain("fund.holidays", "« \(name) » is not one of \(all)")
                return nil
            })
    }

    private static func closedDays(_ texts: [String], _ reader: SettingsReader) -> Set<CalendarDay> {
        Set(
            texts.compactMap { text in
                if let day = CalendarDay(iso: text) { return day }
                reader.complain("fund.closed_days", "« \(text) » is not a day such as 2026-12-24")
                return nil
            })
    }
}
