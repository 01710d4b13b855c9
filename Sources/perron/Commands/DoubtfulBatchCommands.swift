import ArgumentParser
import PerronDelivery
import PerronDomain
import PerronStorage
import PerronWorkflows

/// Batches of which a crash left open whether the mail house has them.
struct DoubtfulBatchesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doubtful", abstract: "Batches of which it is not known whether they left.",
        discussion: "Ask the mail house for each, then say « perron letters left BATCH » or « perron letters again BATCH ».")

    @OptionGroup var options: ConfigurationOptions

    func run() async throws {
        let wiring = try await Wiring(settings: try await options.settings())
        let batches = try await ListDoubtfulBatches(wiring.base)()
        let rows = batches.map { [$0.id.text, $0.postingDay.iso, "\($0.letters)"] }
        print(batches.isEmpty ? "No batch is in doubt." : TextTable(header: ["batch", "posting day", "letters"], rows: rows).text)
        try await wiring.close()
    }
}

struct BatchLeftCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "left", abstract: "Says of a doubtful batch that the mail house has it.",
        discussion: "What its letters said is wiped. Codes that left late live longer, never shorter.")

    @OptionGroup var options: ConfigurationOptions

    @Argument(help: "The batch, as « perron letters doubtful » shows it.")
    var batch: String

    @Option(help: "The day on which it left, such as 2026-11-25; today if not given.")
    var on: String?

    func run() async throws {
        let wiring = try await Wiring(settings: try await options.settings())
        let today = wiring.base.civilTime.day(of: wiring.base.clock.now())
        guard let day = on.map({ CalendarDay(iso: $0) }) ?? today, day <= today else {
            throw Refusal("--on \(on ?? ""): give a day that is past, such as \(today.iso)")
        }
        let doubtful = try await ListDoubtfulBatches(wiring.base)().first { $0.id.text == batch.uppercased() }
        guard let doubtful, case .settled(let letters) = try await decide(batch, .left(on: day), wiring) else { throw notInDoubt(batch) }
        try discardLeftovers(of: doubtful, in: wiring.settings.letters.directory)
        try await wiring.close()
        print("handed over: \(letters) letters")
    }
}

struct BatchAgainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "again",
        abstract: "Says of a doubtful batch that the mail house hasn't got it: it is written anew, under the same name.")

    @OptionGroup var options: ConfigurationOptions

    @Argument(help: "The batch, as « perron letters doubtful » shows it.")
    var batch: String

    func run() async throws {
        let wiring = try await Wiring(settings: try await options.settings())
        let carrier = FolderCarrier(root: wiring.settings.letters.directory)
        let doubtful = try await ListDoubtfulBatches(wiring.base)().first { $0.id.text == batch.uppercased() }
        if let doubtful, let folder = carrier.folderInPlace(of: doubtful) {
            throw Refusal("\(folder) is still there, not as it was written: look at it, move it away, then say so again")
        }
        guard case .reopened(let letters, let overdue) = try await decide(batch, .lost, wiring) else { throw notInDoubt(batch) }
        try await wiring.close()
        if overdue > 0 { print("taken out, their last day is over: \(overdue) letters; « perron tasks » names their files") }
        print("to be written anew: \(letters) letters; a running « perron serve » or « perron work » does it, or « perron letters batch »")
    }
}

private func decide(
    _ batch: String, _ finding: DecideDoubtfulBatch.Finding, _ wiring: Wiring
) async throws -> DecideDoubtfulBatch.Decision {
    try await DecideDoubtfulBatch(wiring.base)(Identifier<LetterBatch>(stored: batch.uppercased()), finding)
}

/// What an unfinished try left beside the batch's place holds codes in clear.
private func discardLeftovers(of batch: LetterBatch, in directory: String) throws {
    do {
        try FolderCarrier(root: directory).discard(batch)
    } catch {
        throw Refusal("the batch is settled, but what lies beside its place in letters.directory, \(directory), can't be removed: \(error)")
    }
}

private func notInDoubt(_ batch: String) -> Refusal {
    Refusal("no batch \(batch) is in doubt; « perron letters doubtful » shows those that are")
}
