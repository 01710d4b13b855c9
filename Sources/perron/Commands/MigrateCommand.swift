import ArgumentParser
import PerronSQLite
import PerronStorage

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "migrate", abstract: "Brings the database to this version's schema.")

    @OptionGroup var options: ConfigurationOptions

    func run() async throws {
        let wiring = try await Wiring(settings: try await options.settings(), migrates: false)
        // What runs knows the old schema only.
        let seats = try await Migrator().isDue(wiring.database) ? Seats(Seat.Role.allCases, of: wiring, for: "migrate") : nil
        defer { seats?.leave() }
        let applied = try await wiring.migrate()
        if applied.isEmpty {
            print("The database is up to date.")
        } else {
            for step in applied { print("applied \(step)") }
        }
        try await wiring.close()
    }
}
