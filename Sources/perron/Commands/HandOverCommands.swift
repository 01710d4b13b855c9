import ArgumentParser
import PerronDelivery
import PerronDomain
import PerronStorage
import PerronWorkflows

struct AcknowledgeBatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "acknowledge", abstract: "Says of a batch in doubt that the mail house has it.",
        discussion: "What its letters said is wiped. Codes that left late live longer, never shorter.")

    @OptionGroup var options: ConfigurationOptions

    @Argument(help: "The batch, as « perron letters list » shows it.")
    var batch: String

    @Option(help: "The day on which it left, such as 2026-11-25; today if not given.")
    var on: String?

    func run() async throws {
        let wiring = try await Wiring(settings: try await options.settings())
        let today = wiring.base.civilTime.day(of: wiring.base.clock.now())
        guard let day = on.map({ CalendarDay(iso: $0) }) ?? today, day <= today else {
            throw Refusal("--on \(on ?? ""): give a day that is past, such as \(today.iso)")
        }
        let found = try await find(batch, wiring)
        guard case .settled(let letters) = try await DecideDoubtfulBatch(wiring.base)(found.id, .left(on: day)) else {
            throw refusal(found, wiring.base.civilTime)
        }
        try discardLeftovers(of: found, in: wiring.settings.letters.directory)
        try await wiring.close()
        print("handed over: \(grouped(letters)) letters")
    }

    private func refusal(_ batch: LetterBatch, _ civilTime: CivilTime) -> Refusal {
        switch batch.state {
        case .open, .written:
            Refusal("batch \(batch.id) has not been handed over yet: « perron letters hand-over \(batch.id) » does it now")
        case .handedOver: alreadyLeft(batch, civilTime)
        case .unsure: Refusal("somebody else decided about batch \(batch.id) meanwhile: « perron letters show \(batch.id) » says what")
        }
    }

    /// What an unfinished try left beside the batch's place holds codes in clear.
    private func discardLeftovers(of batch: LetterBatch, in directory: String) throws {
        do {
            try FolderCarrier(root: directory).discard(batch)
        } catch {
            throw Refusal(
                "the batch is settled, but what lies beside its place in letters.directory, \(directory), can't be removed: \(error)")
        }
    }
}

struct HandOverBatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hand-over", abstract: "Hands over now a batch that waits, or one in doubt that the mail house hasn't got.",
        discussion: """
            One in doubt is written anew, under the same name, but for the letters whose last day is over: these become tasks. Say it only
            once the mail house has said that it hasn't got the batch.
            """)

    @OptionGroup var options: ConfigurationOptions

    @Argument(help: "The batch, as « perron letters list » shows it.")
    var batch: String

    func run() async throws {
        let wiring = try await Wiring(settings: try await options.settings())
        let found = try await find(batch, wiring)
        switch found.state {
        case .open, .written: break
        case .handedOver: throw alreadyLeft(found, wiring.base.civilTime)
        case .unsure: try await reopen(found, wiring)
        }
        _ = try await LetterErrand(wiring).run(.begun)
        let after = try await find(batch, wiring)
        try await wiring.close()
        switch after.state {
        case .handedOver: print("handed over: batch \(after.id) in \(wiring.settings.letters.directory)")
        case .unsure: print("in doubt: batch \(after.id); see « perron letters list --state unsure »")
        case .open, .written:
            print("batch \(after.id) waits: another process has the letters in hand, or was killed less than half a minute ago")
        }
    }

    private func reopen(_ batch: LetterBatch, _ wiring: Wiring) async throws {
        if let folder = FolderCarrier(root: wiring.settings.letters.directory).folderInPlace(of: batch) {
            throw Refusal("\(folder) is still there, not as it was written: look at it, move it away, then say so again")
        }
        guard case .reopened(_, let overdue) = try await DecideDoubtfulBatch(wiring.base)(batch.id, .lost) else {
            throw Refusal("somebody else decided about batch \(batch.id) meanwhile: « perron letters show \(batch.id) » says what")
        }
        if overdue > 0 {
            print("taken out, their last day is over: \(grouped(overdue)) letters; « perron tasks » names their files")
        }
    }
}

private func find(_ name: String, _ wiring: Wiring) async throws -> LetterBatch {
    guard let found = try await FindLetterBatch(wiring.base)(Identifier(stored: name.uppercased())) else {
        throw Refusal("there is no batch \(name); « perron letters list » shows those there are")
    }
    return found.batch
}

private func alreadyLeft(_ batch: LetterBatch, _ civilTime: CivilTime) -> Refusal {
    Refusal(
        "batch \(batch.id) left\(batch.handedOverAt.map { " at \(MomentText.text($0, civilTime))" } ?? ""): nothing is left to be said of it"
    )
}
