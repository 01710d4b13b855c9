import ArgumentParser
import Foundation
import Logging
import PerronDelivery
import PerronSQLite
import ServiceLifecycle
import UnixSignals

struct WorkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work", abstract: "Dispatches e-mails and letters, without the site.",
        discussion: """
            Beside « perron serve --without-worker », on the machine that has the database file; one process at a time dispatches from it.
            Ctrl-C and SIGTERM finish what is in hand first.
            """)

    @OptionGroup var options: ConfigurationOptions

    func run() async throws {
        let wiring = try await Wiring(settings: try await options.settings())
        let seats = try Seats([.dispatch], of: wiring, for: "work")
        defer { seats.leave() }
        let logger = wiring.logger
        let room = try PostRoom(wiring, signal: WorkSignal(), logger: logger)
        let group = ServiceGroup(
            configuration: .init(services: room.services, gracefulShutdownSignals: [.sigint, .sigterm], logger: logger))
        print("Perron dispatches. Ctrl-C stops it.")
        // Into a pipe or a file, what was printed would wait otherwise.
        fflush(nil)
        try await group.run()
        try await wiring.close()
    }
}
