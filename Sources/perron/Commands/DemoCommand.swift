import ArgumentParser
import Foundation

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Runs the whole journey on this machine, with a made-up fund.",
        discussion: "Nothing leaves this machine: e-mails and letters land in files, and can be looked at in the browser.")

    @Option(help: "The port of http://localhost:PORT.")
    var port = 8080

    @Option(help: "Where the demo keeps its database, mail and letters.")
    var data = "var/demo"

    @Flag(help: "Begin anew: forgets the data of an earlier demo.")
    var fresh = false

    func validate() throws {
        guard (1...65_535).contains(port) else { throw ValidationError("--port takes a number from 1 to 65535") }
    }

    func run() async throws {
        let folder = try DemoFolder(path: data)
        if fresh { try folder.clear() }
        try folder.prepare()
        let settings = try await DemoSettings.settings(folder: folder, port: port)
        let wiring = try await Wiring(settings: settings, migrates: false)
        _ = try await wiring.migrate()
        try await DemoRegistry.importIfMissing(wiring, folder: folder)
        try await Server(wiring).run { DemoWelcome(settings: settings, folder: folder).show() }
    }
}
