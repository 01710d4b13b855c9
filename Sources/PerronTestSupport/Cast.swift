import Foundation
import PerronDomain
import PerronStorage
import PerronWorkflows

/// The people of the demo, for tests: who they are, and their files in a test's database.
package enum Cast {
    package struct Person: Sendable {
        package let number: FileNumber
        package let name: String
        package let birthDate: CalendarDay
        package let email: EmailAddress?

        fileprivate init(_ number: String) {
            let row = DemoCast.rows.first { $0[.number] == number }!
            self.number = FileNumber(exactly: number.utf8)!
            name = [row[.givenNames]!, row[.familyName]!.capitalized].joined(separator: " ")
            birthDate = CalendarDay(french: row[.birthDate]!)!
            email = row[.email].flatMap(EmailAddress.init)
        }
    }

    /// Contributing, an e-mail address on file.
    package static let camille = Person("2614073")
    /// Retired, letters only.
    package static let henri = Person("1047382")
    /// A survivor, nine digits.
    package static let sofia = Person("304518267")
    /// A minor: her guardian acts.
    package static let lina = Person("418203975")
    /// Two files.
    package static let odile = Person("1520946")
    package static let odileAsSurvivor = Person("327604158")
    /// Deceased.
    package static let rene = Person("1183057")
    /// Last on the former site before March 2021.
    package static let ines = Person("2075319")
    /// One mailbox for two.
    package static let paul = Person("1396425")
    package static let anne = Person("1396537")

    /// A number that nobody has.
    package static let nobody = FileNumber(exactly: "9999999".utf8)!

    package static let nobodysSurvivor = FileNumber(exactly: "999999999".utf8)!

    /// Puts the cast's files on record, by the import itself.
    package static func register(in base: Foundations) async throws {
        let export = RegistryCSV.header + DemoCast.rows.map { RegistryCSV.line($0) }.joined()
        let outcome = try await TemporaryExport(Array(export.utf8)).imported(in: base)
        guard case .finished(let summary) = outcome, summary.counts.refused == 0 else { throw NotRegistered() }
    }

    package struct NotRegistered: Error {}
}
