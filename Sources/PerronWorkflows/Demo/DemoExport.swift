import PerronDomain

/// The demo fund's registry as an export: the cast, and as many made-up people as one wants. Always the same one.
package enum DemoExport {
    /// - Parameter people: beside the cast.
    package static func csv(people: Int = 1000) -> String {
        let known = DemoCast.rows + [DemoCast.guardian]
        var others = MadeUpPeople(
            random: SplitMix64(seed: 1948), today: CalendarDay(year: 2026, month: 11, day: 1)!,
            taken: Set(known.compactMap { $0[.number] }))
        var csv = RegistryCSV.header
        for row in known { csv += RegistryCSV.line(row) }
        for _ in 0..<people { csv += RegistryCSV.line(others.next()) }
        return csv
    }
}
