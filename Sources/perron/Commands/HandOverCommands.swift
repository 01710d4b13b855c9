import ArgumentParser
import PerronDelivery
import PerronDomain
import PerronStorage
import PerronWorkflows

struct AcknowledgeBatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "acknowledge", abstract: "Says of a batch in doubt, or one that nobody confirms, that the mail house has it.",
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
        try await discardLeftovers(of: found, wiring.settings.letters.carrier.made)
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
    private func discardLeftovers(of batch: LetterBatch, _ carrier: any LetterCarrier) async throws {
        do {
            try await carrier.discard(batch)
        } catch {
            throw Refusal(
                "the batch is settled, but what lies beside its place in \(carrier.setting), \(carrier), can't be removed: \(error)")
        }
    }
}

struct HandOverBatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hand-over", abstract: "Hands over now a batch that waits, or one in doubt that the mail house hasn't got.",
        discussion: """
            One in doubt, or that nobody confirms, is written anew, under the same name, but for the letters whose last day is over: these become tasks. Say it only
            once the mail house has said that it hasn't got the batch.
            """)

    @OptionGroup var options: ConfigurationOptions

    @Argument(help: "The batch, as « perron letters list » shows it.")
    var batch: String

    func run() async throws {
        let wiring = try await Wiring(settings: try await options.settings())
        let found = try await find(batch, wiring)
        switch found.state {
        case .written where found.sentAt != nil: try await reopen(found, wiring)
        case .open, .written: break
        case .handedOver: throw alreadyLeft(found, wiring.base.civilTime)
        case .unsure: try await reopen(found, wiring)
        }
        _ = try await LetterErrand(wiring).run(.begun)
        let after = try await find(batch, wiring)
        try await wiring.close()
        switch after.state {
        case .handedOver: print("handed over: batch \(after.id) in \(wiring.settings.letters.carrier.made)")
        case .unsure: print("in doubt: batch \(after.id); see « perron letters list --state unsure »")
        case .written where after.sentAt != nil: print("to be confirmed: batch \(after.id) at \(wiring.settings.letters.carrier.made)")
        case .open, .written:
            print("batch \(after.id) waits: another process has the letters in hand, or was killed less than half a minute ago")
        }
    }

    private func reopen(_ batch: LetterBatch, _ wiring: Wiring) async throws {
        if let place = try await place(of: batch, wiring.settings.letters.carrier.made) {
            throw Refusal("\(place) is still there: look at it, take it away, then say so again")
        }
        guard case .reopened(_, let overdue) = try await DecideDoubtfulBatch(wiring.base)(batch.id, .lost) else {
            throw Refusal("somebody else decided about batch \(batch.id) meanwhile: « perron letters show \(batch.id) » says what")
        }
        if overdue > 0 {
            print("taken out, their last day is over: \(grouped(overdue)) letters; « perron tasks » names their files")
        }
    }
}

private func place(of batch: LetterBatch, _ carrier: any LetterCarrier) async throws -> String? {
    do {
        return try await carrier.place(of: batch)
    } catch let fault as CarrierFault {
        throw Refusal("\(carrier.setting), \(carrier), \(fault): it isn't known whether the batch is there; say so again once it is back")
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
