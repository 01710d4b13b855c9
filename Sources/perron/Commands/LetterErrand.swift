import PerronDelivery
import PerronDomain
import PerronStorage
import PerronWorkflows

/// What the letter room does once, for whoever typed a command.
struct LetterErrand {
    private let wiring: Wiring
    private let room: LetterRoom

    init(_ wiring: Wiring) throws {
        self.wiring = wiring
        room = try PostRoom(wiring, signal: WorkSignal(), logger: wiring.logger).letters
    }

    /// The batches that were handed over.
    /// - Throws: `Refusal` where the place that batches go to can't be used.
    func run(
        _ due: GatherBatch.Due, telling tell: @escaping @Sendable (LetterRoom.Step) -> Void = { _ in }
    ) async throws -> [Identifier<LetterBatch>] {
        do {
            return try await room.runOnce(due, hastens: true, telling: tell)
        } catch let error as FileError {
            throw unusable("can't be used: \(error)")
        } catch let error as UnusableCarrier {
            throw unusable(error.fault.description)
        }
    }

    private func unusable(_ why: String) -> Refusal {
        let carrier = wiring.settings.letters.carrier.made
        return Refusal("\(carrier.setting), \(carrier), \(why); nothing of the batch was handed over, say so again")
    }
}
