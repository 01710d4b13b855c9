import ArgumentParser
import Foundation
import Logging
import PerronDelivery
import PerronDomain
import PerronStorage
import PerronWorkflows

struct LettersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "letters", abstract: "Hands letters over to the mail house; decides about those that wait, are in doubt or came back.",
        subcommands: [
            Batch.self, HeldLettersCommand.self, DoubtfulBatchesCommand.self, BatchLeftCommand.self, BatchAgainCommand.self,
            ReturnedLettersCommand.self, DeliverableAddressCommand.self, LetterProofCommand.self, LetterPreferenceCommand.self,
        ])

    struct Batch: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "batch", abstract: "Gathers the letters that are due, prints them and puts them where the mail house looks.",
            discussion: """
                « perron serve » and « perron work » do this by themselves at each cut-off. A batch is a folder with the letters' PDF and
                manifest.json; it is there whole or not at all. A batch that a crash left behind is finished first.
                """)

        @OptionGroup var options: ConfigurationOptions

        @Flag(help: "Takes every letter that waits, whatever its posting day.")
        var now = false

        func run() async throws {
            let wiring = try await Wiring(settings: try await options.settings())
            let room = try PostRoom(wiring, signal: WorkSignal(), logger: wiring.logger)
            let directory = wiring.settings.letters.directory
            let batches: [Identifier<LetterBatch>]
            do {
                batches = try await room.letters.runOnce(now ? .atOnce : .byCutOff, telling: Self.tell)
            } catch let error as FileError {
                throw Refusal(
                    "letters.directory, \(directory), can't be used: \(error); nothing of the batch was handed over, say so again")
            }
            let doubtful = try await ListDoubtfulBatches(wiring.base)()
            if batches.isEmpty && doubtful.isEmpty { print("No letter is due, or another process is handing them over.") }
            for batch in batches { print("handed over: batch \(batch) in \(directory)") }
            for batch in doubtful { print("in doubt: batch \(batch.id); see « perron letters doubtful »") }
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
