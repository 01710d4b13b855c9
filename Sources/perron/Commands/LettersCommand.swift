import ArgumentParser
import PerronDelivery
import PerronDomain
import PerronStorage
import PerronWorkflows

struct LettersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "letters",
        abstract: "Hands letters over to the mail house, shows them, decides about those that wait, are in doubt or came back.",
        subcommands: [
            Batch.self, ListBatchesCommand.self, ShowLettersCommand.self, HandOverBatchCommand.self, AcknowledgeBatchCommand.self,
            ReprintLettersCommand.self, HeldLettersCommand.self, ReturnedLettersCommand.self, DeliverableAddressCommand.self,
            LetterProofCommand.self, LetterPreferenceCommand.self,
        ])

    struct Batch: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "batch", abstract: "Gathers the letters that are due, prints them and puts them where the mail house looks.",
            discussion: """
                « perron serve » and « perron work » do this by themselves at each cut-off. A batch is a folder with the letters' PDF,
                manifests and a control sheet, or a printer's job; it is there whole or not at all. A batch that a crash left behind, or
                whose carrier was away, is finished first.
                """)

        @OptionGroup var options: ConfigurationOptions

        @Flag(help: "Takes every letter that waits, whatever its posting day.")
        var now = false

        func run() async throws {
            let wiring = try await Wiring(settings: try await options.settings())
            let due: GatherBatch.Due = now ? .atOnce : .byCutOff
            let count = try await GatherBatch(wiring.base).count(due)
            let progress = LetterProgress(due: count)
            let batches = try await LetterErrand(wiring).run(due, telling: progress.note)
            progress.finish()
            let carrier = wiring.settings.letters.carrier.made
            let doubtful = try await ListLetterBatches(wiring.base)(.unsure).shown
            let awaited = try await ListAwaitedBatches(wiring.base)()
            if batches.isEmpty && doubtful.isEmpty && awaited.isEmpty { print(Self.nothing(of: count)) }
            for batch in batches { print("handed over: batch \(batch) in \(carrier)") }
            for batch in awaited {
                print("to be confirmed: batch \(batch.id) at \(carrier)" + (batch.trouble.map { ", which says \($0)" } ?? ""))
            }
            for batch in doubtful { print("in doubt: batch \(batch.id); see « perron letters list --state unsure »") }
            try await wiring.close()
        }

        private static func nothing(of due: Int) -> String {
            guard due > 0 else { return "No letter is due." }
            return """
                \(grouped(due)) letters are due, and another process has them in hand, or was killed less than half a minute ago: then say so \
                again.
                """
        }
    }
}
