import PerronDomain
import PerronSecrets

/// People who fill a registry and whom nobody has heard of. The same ones for the same random source.
package struct MadeUpPeople {
    private let random: any RandomSource
    /// Nobody is born, dies or signs in after this day.
    private let today: CalendarDay
    private var taken: Set<String>
    private var lastMember: [RegistryColumn: String]?

    /// - Parameter taken: numbers that others have.
    package init(random: any RandomSource, today: CalendarDay, taken: Set<String> = []) {
        self.random = random
        self.today = today
        self.taken = taken
    }

    /// One more person's row: five of six are members, the others survivors, some of them a member's child or the member again.
    package mutating func next() -> [RegistryColumn: String] {
        let isMember = random.number(below: 6) > 0
        let situation = isMember ? random.pick(from: Self.memberSituations) : random.pick(from: Self.survivorSituations)
        var row = person(ages: situation.ages)
        row[.number] = number(digits: isMember ? 7 : 9)
        row[.category] = isMember ? "AFFILIE" : "AYANT_DROIT"
        row[.situation] = situation.name
        if isMember {
            lastMember = row
        } else if let member = lastMember, chance(in: 3) {
            join(&row, to: member)
            lastMember = nil
        }
        return row
    }

    private func person(ages: ClosedRange<Int>) -> [RegistryColumn: String] {
        let isWoman = chance(in: 4) ? false : true
        let familyName = random.pick(from: MadeUpWords.familyNames)
        let givenName = random.pick(from: isWoman ? MadeUpWords.women : MadeUpWords.men)
        let civility = isWoman ? "MME" : "M"
        let age = ages.lowerBound + Int(random.number(below: UInt64(ages.count)))
        let born = today.adding(days: -365 * age - Int(random.number(below: 365)) - 30)
        var row: [RegistryColumn: String] = [
            .civility: civility, .familyName: familyName, .givenNames: givenName, .birthDate: born.french,
            .birthName: isWoman && chance(in: 2) ? random.pick(from: MadeUpWords.familyNames) : familyName,
            .address1: "\(civility) \(givenName) \(familyName)",
        ]
        row.merge(MadeUpAddress.draw(from: random)) { $1 }
        if !chance(in: age < 60 ? 6 : 2) { row[.email] = email(givenName, familyName) }
        if chance(in: 2) { row[.telephone] = "06 39 98 " + digits(2) + " " + digits(2) }
        if row[.email] != nil, chance(in: 2) { row[.lastSeen] = today.adding(days: -Int(random.number(below: 3650))).french }
        if age >= 70, chance(in: 15) { row[.diedOn] = today.adding(days: -1 - Int(random.number(below: 1500))).french }
        row[.representative] = age < 18 ? "RESPONSABLE_LEGAL" : chance(in: 40) ? random.pick(from: MadeUpWords.representatives) : ""
        return row
    }

    /// A child at its parent's address, or the same person's second file.
    private func join(_ row: inout [RegistryColumn: String], to member: [RegistryColumn: String]) {
        row[.linkedNumber] = member[.number]
        for index in 1..<PostalAddress.lineCount { row[.address(index)] = member[.address(index)] }
        row[.country] = member[.country]
        if row[.situation] == "RENTE_EDUCATION" {
            row[.familyName] = member[.familyName]
            row[.birthName] = member[.familyName]
            row[.address1] = [row[.civility], row[.givenNames], member[.familyName]].compactMap(\.self).joined(separator: " ")
        } else {
            for column in [
                RegistryColumn.civility, .familyName, .birthName, .givenNames, .birthDate, .email, .diedOn, .representative, .address1,
            ] {
                row[column] = member[column]
            }
        }
    }

    private mutating func number(digits count: Int) -> String {
        while true {
            let number = "\(1 + random.number(below: 9))" + digits(count - 1)
            if taken.insert(number).inserted { return number }
        }
    }

    private func email(_ givenName: String, _ familyName: String) -> String {
        let local = "\(givenName).\(familyName)\(random.number(below: 900) + 100)"
        let plain = PostalText.fold(local).lowercased().filter { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" }
        return plain + "@" + random.pick(from: MadeUpWords.mailDomains)
    }

    private func digits(_ count: Int) -> String {
        (0..<count).map { _ in "\(random.number(below: 10))" }.joined()
    }

    private func chance(in cases: UInt64) -> Bool {
        random.number(below: cases) == 0
    }

    private static let memberSituations: [(name: String, ages: ClosedRange<Int>)] = [
        ("COTISANT", 24...64), ("COTISANT", 24...64), ("COTISANT", 24...64), ("RETRAITE", 62...97), ("RETRAITE", 62...97),
        ("CUMUL", 62...74), ("RENTE_INVALIDITE", 32...61),
    ]

    private static let survivorSituations: [(name: String, ages: ClosedRange<Int>)] = [
        ("REVERSION", 56...98), ("REVERSION", 56...98), ("RENTE_SURVIE", 30...88), ("RENTE_EDUCATION", 4...23),
    ]
}
