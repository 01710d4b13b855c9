import ArgumentParser
import Foundation
import PerronDomain
import PerronWorkflows

struct RegistryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "registry", abstract: "Brings the fund's registry in.", subcommands: [Import.self])

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Reads an export of the fund's core system and applies it.",
            discussion: """
                A CSV file with a header, in UTF-8 or Windows-1252, separated by ; , or tabs; all of it is told by itself.
                Rows that are right are applied; a wrong one changes nothing and is told by line, column and reason.
                The site stays open meanwhile. A run that was interrupted is taken up again by the same command.
                Exit code: 0 when the file was applied, refused rows or not; 1 when nothing was.
                """)

        @OptionGroup var options: ConfigurationOptions

        @Argument(help: "The export.", completion: .file(extensions: ["csv"]))
        var file: String

        @Option(help: "Writes every refused line, and every file missing from the export, to this CSV file.", completion: .file())
        var report: String?

        @Flag(help: "Tells what would change, and changes nothing.")
        var dryRun = false

        @Flag(help: "Applies even a file that changes more addresses or e-mails, or closes more files, than registry.largest_change.")
        var force = false

        @Flag(help: "Closes the files on record that are missing from the export.")
        var closeMissing = false

        func run() async throws {
            let wiring = try await Wiring(settings: try await options.settings())
            do {
                try await importFile(wiring)
            } catch let error as RegistryFileError {
                throw Refusal(error.description)
            }
            try await wiring.close()
        }

        private func importFile(_ wiring: Wiring) async throws {
            let started = ContinuousClock.now
            let chosen = ImportOptions(isDryRun: dryRun, isForced: force, closesMissing: closeMissing)
            let watcher = try TerminalImportWatcher(report: report)
            let outcome = try await ImportRegistry(wiring.base)(try RegistryFile(path: file), options: chosen, watcher: watcher)
            try watcher.finish()
            let took = Self.seconds(since: started)
            switch outcome {
            case .refusedFile(let fault):
                throw Refusal("\(file) was refused: \(fault.message)")
            case .refusedShare(let shares, let summary):
                print(summary.text(options: chosen))
                throw Refusal(Self.text(shares) + "; nothing was applied. Look at --dry-run; --force applies it.")
            case .compared(let summary, let decision):
                print(summary.text(options: chosen))
                if case .refuse(let shares) = decision {
                    print("  beware     " + Self.text(shares) + ": it would take --force")
                }
                print("Nothing was changed. \(took).")
            case .finished(let summary):
                print(summary.text(options: chosen))
                print("Imported in \(took).")
            }
        }

        private static func seconds(since started: ContinuousClock.Instant) -> String {
            let tenths = (ContinuousClock.now - started) / .milliseconds(100)
            return "\((tenths.rounded() / 10)) s"
        }

        private static func text(_ shares: RegistryShares) -> String {
            let percent = { (share: Double) in "\(Int((share * 100).rounded())) %" }
            let closings = shares.closings > 0 ? ", and closes \(percent(shares.closings)) of the files" : ""
            return "the file changes \(percent(shares.addresses)) of the addresses and \(percent(shares.emails)) of the e-mails" + closings
        }
    }
}
