import ArgumentParser
import Foundation
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
                manifests and a control sheet; it is there whole or not at all. A batch that a crash left behind is finished first.
                """)

        @OptionGroup var options: ConfigurationOptions

        @Flag(help: "Takes every letter that waits, whatever its posting day.")
        var now = false

        func run() async throws {
            let wiring = try await Wiring(settings: try await options.settings())
            let batches = try await LetterErrand(wiring).run(now ? .atOnce : .byCutOff, telling: Self.tell)
            let doubtful = try await ListLetterBatches(wiring.base)(.unsure).shown
            if batches.isEmpty && doubtful.isEmpty { print("No letter is due, or another process is handing them over.") }
            for batch in batches { print("handed over: batch \(batch) in \(wiring.settings.letters.directory)") }
            for batch in doubtful { print("in doubt: batch \(batch.id); see « perron letters list --state unsure »") }
            try await wiring.close()
        }

        private static func tell(_ step: LetterRoom.Step) {
            switch step {
            case .printing(let letters): print("printing \(grouped(letters)) letters …")
            case .writing(let letters): print("writing \(grouped(letters)) letters …")
            }
            fflush(nil)
        }
    }
}
