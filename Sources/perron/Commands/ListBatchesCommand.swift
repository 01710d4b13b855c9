import ArgumentParser
import PerronDomain
import PerronStorage
import PerronWorkflows

struct ListBatchesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Batches of letters, the newest first.",
        discussion: """
            open: gathered, nothing of it was seen outside. written: about to be handed over. handedOver: it left. unsure: a crash left open
            whether it left; ask the mail house, then say « perron letters acknowledge BATCH » or « perron letters hand-over BATCH ».
            """)

    @OptionGroup var options: ConfigurationOptions

    @Option(help: ArgumentHelp("Only batches in this state.", valueName: "state"))
    var state: LetterBatch.State?

    @Option(help: ArgumentHelp("Only those made on this day, such as 2026-11-25.", valueName: "day"))
    var day: String?

    @Option(help: ArgumentHelp("How many at most.", valueName: "number"))
    var limit = 50

    func validate() throws {
        guard limit > 0 else { throw ValidationError("Give a --limit of 1 or more.") }
    }

    func run() async throws {
        let wanted = try day.map { text in
            guard let day = CalendarDay(iso: text) else { throw Refusal("--day \(text): give a day such as 2026-11-25") }
            return day
        }
        let wiring = try await Wiring(settings: try await options.settings())
        let batches = try await ListLetterBatches(wiring.base)(state, on: wanted, limit: limit)
        print(text(batches.shown, all: batches.all, civilTime: wiring.base.civilTime))
        try await wiring.close()
    }

    private func text(_ shown: [LetterBatch], all: Int, civilTime: CivilTime) -> String {
        guard !shown.isEmpty else {
            guard state != nil || day != nil else { return "No batch was made yet." }
            return "No batch" + (day.map { " of \($0)" } ?? "") + (state.map { " is \($0.rawValue)" } ?? " was made") + "."
        }
        let rows = shown.map { batch in
            [
                batch.id.text, batch.postingDay.iso, batch.state.rawValue, grouped(batch.letters),
                batch.handedOverAt.map { MomentText.text($0, civilTime) } ?? "",
            ]
        }
        return TextTable(header: ["batch", "posting day", "state", "letters", "handed over"], rows: rows).text
            + (all > shown.count ? "\n… and \(all - shown.count) more: --limit shows more, --state and --day fewer" : "")
    }
}

extension LetterBatch.State: ExpressibleByArgument {}
