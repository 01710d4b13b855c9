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
            return try await room.runOnce(due, telling: tell)
        } catch let error as FileError {
            let directory = wiring.settings.letters.directory
            throw Refusal("letters.directory, \(directory), can't be used: \(error); nothing of the batch was handed over, say so again")
        }
    }
}
