import PerronDelivery
import PerronDomain
import PerronStorage
import Synchronization

/// A carrier in memory, that is away, takes its time or gives up as a test wants it.
final class DeskCarrier: LetterCarrier {
    struct Desk {
        var fault: CarrierFault?
        var trouble: String?
        var confirmsAtOnce = false
        /// By batches: what was written, by its SHA-256, and what was moved.
        var written: [String: String] = [:]
        var moved: [String: String] = [:]
        var confirmed: Set<String> = []
        var refused: Set<String> = []
        var questions = 0
        var moves = 0
    }

    let desk = Mutex(Desk())
    let setting = "letters.desk"
    let description = "the desk"
    let pause: Duration = .seconds(30)
    let patience: Duration = .hours(24)

    func change(_ body: (inout Desk) -> Void) { desk.withLock { body(&$0) } }

    func standing(of batch: LetterBatch) throws -> BatchStanding {
        try desk.withLock { desk in
            desk.questions += 1
            if let fault = desk.fault { throw fault }
            let id = batch.id.text
            if desk.refused.contains(id) { return .refused(reason: "canceled") }
            if desk.moved[id] != nil { return desk.confirmed.contains(id) ? .arrived : .taken(trouble: desk.trouble) }
            guard let written = desk.written[id] else { return .nowhere }
            return written == batch.sha256 ? .ready(aside: id) : .beside
        }
    }

    func write(
        _ batch: LetterBatch, by holder: LeaseHolder, files: [BatchFile], manifest: LetterManifest
    ) throws -> (aside: String, sha256: String) {
        let id = batch.id.text
        let sha256 = "\(id) \(batch.edition)"
        desk.withLock { $0.written[id] = sha256 }
        return (id, sha256)
    }

    func move(_ batch: LetterBatch, from aside: String) throws -> BatchArrival {
        desk.withLock { desk in
            desk.moves += 1
            desk.moved[aside] = desk.written.removeValue(forKey: aside)
            return desk.confirmsAtOnce ? .arrived : .awaited
        }
    }

    func discard(_ batch: LetterBatch) { change { $0.written[batch.id.text] = nil } }

    func discard(aside: String, of batch: LetterBatch) { change { $0.written[aside] = nil } }

    func place(of batch: LetterBatch) -> String? { desk.withLock { $0.moved[batch.id.text] } }
}
