import Foundation
import PerronDomain
import PerronSQLite
import PerronWorkflows

/// Lets one process serve, and one dispatch, from one database file; a second one is told who is there. From a server as many may as like.
struct Seats {
    private let held: [Seat]

    init(_ roles: [Seat.Role], of wiring: Wiring, for command: String) throws {
        try self.init(roles, of: wiring.settings.database, for: command, timeZone: wiring.settings.server.timeZone)
    }

    init(_ roles: [Seat.Role], of place: DatabasePlace, for command: String, timeZone: TimeZone) throws {
        guard case .file(let path) = place else {
            self.init(held: [])
            return
        }
        try self.init(roles, beside: path, for: command, timeZone: timeZone)
    }

    /// - Parameter command: as its user types it, without « perron ».
    /// - Throws: `Refusal` where another process holds one of them.
    init(_ roles: [Seat.Role], beside database: String, for command: String, timeZone: TimeZone) throws {
        let holder = SeatHolder(
            command: "perron \(command)", process: ProcessInfo.processInfo.processIdentifier, since: SystemClock().now().milliseconds)
        held = try roles.map { role in
            do throws(SeatError) {
                return try Seat(role, beside: database, holder: holder)
            } catch {
                throw Seats.refusal(error, role, database, CivilTime(timeZone: timeZone))
            }
        }
    }

    private init(held: [Seat]) {
        self.held = held
    }

    /// Called at the end, so that they are held until then.
    func leave() {
        for seat in held { seat.leave() }
    }

    private static func refusal(_ error: SeatError, _ role: Seat.Role, _ database: String, _ civilTime: CivilTime) -> Refusal {
        switch error {
        case .unusable(let path, let reason): return Refusal("\(path), which keeps a second process out, can't be used: \(reason)")
        case .taken(let holder):
            let who = holder.map {
                "« \($0.command) », process \($0.process), since "
                    + MomentText.text(Instant(milliseconds: $0.since), civilTime)
            }
            return Refusal("\(what(role, database)): \(who ?? "a process that left no name"). \(mend(role))")
        }
    }

    private static func what(_ role: Seat.Role, _ database: String) -> String {
        switch role {
        case .site: "another perron serves from \(database) already"
        case .dispatch: "another perron dispatches from \(database) already"
        }
    }

    private static func mend(_ role: Seat.Role) -> String {
        switch role {
        case .site: "Stop it first"
        case .dispatch: "Stop it first; beside « perron work », the site is « perron serve --without-worker »"
        }
    }
}
