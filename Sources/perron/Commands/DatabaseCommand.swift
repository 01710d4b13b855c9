import ArgumentParser
import Foundation
import PerronSQLite

struct DatabaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "database", abstract: "The database as a whole.", subcommands: [Backup.self, Copy.self])

    struct Backup: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "backup", abstract: "Copies the database as it is at one moment, beside the running site.",
            discussion: """
                The copy appears whole and on disk, or not at all; it is its owner's alone, and no file is overwritten. It opens nothing without
                the master key, which belongs elsewhere. Copy audit-head, under data.directory, before.
                """)

        @OptionGroup var options: ConfigurationOptions

        @Argument(help: "The copy's file, which is not there yet.", completion: .file())
        var copy: String

        func run() async throws {
            let settings = try await options.settings()
            guard case .file = settings.database else {
                throw Refusal("the database is on a PostgreSQL server, which has its own ways: see « Backups » in docs/operator.md")
            }
            try settings.database.requireFile()
            // An old schema is copied too: that is what one does before « perron migrate ».
            let wiring = try await Wiring(settings: settings, migrates: false)
            do {
                try wiring.file?.backup(to: copy)
            } catch let error as BackupError {
                throw Refusal("nothing was copied to \(copy): \(error)")
            }
            try await wiring.close()
            print("copied to \(copy)")
        }
    }
}
