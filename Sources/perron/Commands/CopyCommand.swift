import ArgumentParser
import Foundation
import PerronDomain
import PerronPostgres
import PerronSQLite
import PerronStorage
import PerronWorkflows

extension DatabaseCommand {
    struct Copy: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "copy", abstract: "Moves a whole fund to another, empty database, from SQLite to PostgreSQL or back.",
            discussion: """
                FROM and TO are sqlite:/PATH or postgresql://USER@HOST/DATABASE, without a password: that goes into ~/.pgpass or PGPASSWORD. Stop
                whatever serves or dispatches from FROM first. Every row is compared at the end; until then TO is refused by every other command.
                FROM is only read. What lies in data.directory is not in the database and stays where it is.
                """)

        @Argument(help: "The database that the fund is in.")
        var from: String

        @Argument(help: "The database that it is to be in, which is empty.")
        var to: String

        func run() async throws {
            guard from != to else { throw Refusal("FROM and TO are the same database") }
            let (source, target) = (try place(from, "FROM"), try place(to, "TO"))
            try source.requireFile()
            // What is copied is its user's alone.
            umask(0o077)
            let seats = try [source, target].map { try Seats(Seat.Role.allCases, of: $0, for: "database copy", timeZone: .current) }
            defer { for seat in seats { seat.leave() } }
            let (here, there) = (try source.open(), try target.open())
            let progress = TerminalProgress()
            let moved: [MovedTable]
            do {
                moved = try await MoveHouse(from: here, to: there)(now: SystemClock().now()) { progress.show(Progress($0)) }
            } catch {
                throw Refusal("not copied: \(error)")
            }
            try await here.close()
            try await there.close()
            print(TextTable(header: ["table", "rows"], rows: moved.map { [$0.name, grouped($0.rows)] }).text)
            print("Copied, and every row compared. Set database to the new one before you start again.")
        }

        private func place(_ text: String, _ name: String) throws -> DatabasePlace {
            let place: DatabasePlace
            do {
                place = try DatabasePlace(text, PostgresLimits())
            } catch {
                throw Refusal("\(name) \(error)")
            }
            // Every user of the machine may read the arguments of every process.
            if case .server(let url, _) = place, url.hasPassword {
                throw Refusal("\(name) holds a password, which « ps » would show to everybody: put it into ~/.pgpass or PGPASSWORD")
            }
            return place
        }
    }
}

extension Progress {
    fileprivate init(_ move: MoveProgress) {
        let phase =
            switch move.phase {
            case .copying: "copying"
            case .comparing: "comparing"
            }
        self.init(phase: phase, done: move.done, total: move.total)
    }
}
