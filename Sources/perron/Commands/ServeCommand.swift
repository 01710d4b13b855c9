import ArgumentParser

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serves the site, and dispatches e-mails and letters unless told not to.")

    @OptionGroup var options: ConfigurationOptions

    @Flag(help: "Leave dispatching to « perron work », in a process of its own.")
    var withoutWorker = false

    func run() async throws {
        let settings = try await options.settings()
        let wiring = try await Wiring(settings: settings)
        try await Server(wiring, dispatches: !withoutWorker).run {
            print("Perron serves \(settings.server.publicURL) on \(settings.server.host):\(settings.server.port)")
        }
    }
}
