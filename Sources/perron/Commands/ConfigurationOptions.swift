import ArgumentParser
import Foundation

/// Where every command finds its settings.
struct ConfigurationOptions: ParsableArguments {
    @Option(name: .long, help: "The configuration file; without it, PERRON_CONFIG, else /etc/perron/perron.yaml if there is one.")
    var config: String?

    func settings() async throws -> Settings {
        do {
            return try await Settings.read(file: file)
        } catch let error as SettingsError {
            throw Refusal(error.description)
        }
    }

    private var file: String? {
        if let named = config ?? ProcessInfo.processInfo.environment["PERRON_CONFIG"] { return named }
        let usual = "/etc/perron/perron.yaml"
        return FileManager.default.fileExists(atPath: usual) ? usual : nil
    }
}

/// What stops a command, in words for whoever typed it.
struct Refusal: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
