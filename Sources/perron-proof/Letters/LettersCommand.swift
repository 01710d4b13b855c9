import ArgumentParser
import Foundation
import Logging
import PerronDelivery
import PerronDomain
import PerronMessages
import PerronTestSupport
import PerronWorkflows
import Synchronization

/// Times the letter room as the worker runs it, on letters that wait in the spool of a database of its own.
struct LettersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "letters", abstract: "Prints a spool of letters, and says how many a second.",
        discussion: """
            « laid out and drawn » is the press alone, from the spool's words to the PDF and the manifest; « handed over » is all that the
            room does: gathering, decrypting, printing, writing, syncing, moving, settling.
            """)

    @Option(name: .customLong("count"), help: "How many letters wait.")
    var count = 1000

    @Option(name: .customLong("keep"), help: "A folder in which the batches stay to be looked at.")
    var keep: String?

    func run() async throws {
        let house = try await PostHouse()
        try await LetterStock(house).fill(count)
        // Beside the database, and gone with it.
        let folder = keep ?? URL(filePath: house.database.path).deletingLastPathComponent().appending(path: "letters").path
        let room = try room(house, folder: folder)
        let watch = PressWatch()

        let clock = ContinuousClock()
        let started = clock.now
        let batches = try await room.runOnce(.atOnce) { watch.note($0, at: clock.now) }
        let took = clock.now - started

        guard watch.letters == count else { throw ValidationError("\(watch.letters) letters of \(count) were printed") }
        print("batches \(batches.count)")
        report("laid out and drawn", watch.printing)
        report("handed over", took)
        print("resident peak \(ResidentPeak.mebibytes) MiB")
    }

    private func room(_ house: PostHouse, folder: String) throws -> LetterRoom {
        let lexicon = try Lexicon(directory: Portal.resources + "/words")
        let print = LetterPrint(
            press: try LetterPress(fonts: .andika(), lexicon: lexicon), fund: LetterStock.fund, lexicon: lexicon, files: .onePerBatch)
        return LetterRoom(
            house.base, print: print, carrier: FolderCarrier(root: folder), due: .atOnce, signal: nil,
            logger: Logger(label: "letters") { _ in SwiftLogNoOpLogHandler() })
    }

    private func report(_ what: String, _ took: Duration) {
        let seconds = took / .seconds(1)
        let rate = Double(count) / seconds
        print("\(what): \(String(format: "%.3f s, %.0f letters/s", seconds, rate))")
    }
}

/// Adds up how long the press has printed, from what the room tells.
private final class PressWatch: Sendable {
    private struct State {
        var began: ContinuousClock.Instant?
        var printing = Duration.zero
        var letters = 0
    }

    private let state = Mutex(State())

    var printing: Duration { state.withLock { $0.printing } }
    var letters: Int { state.withLock { $0.letters } }

    func note(_ step: LetterRoom.Step, at now: ContinuousClock.Instant) {
        state.withLock { state in
            switch step {
            case .printing:
                state.began = now
            case .writing(let letters):
                state.letters += letters
                if let began = state.began { state.printing += now - began }
            }
        }
    }
}

/// The most memory that this process ever held, as the kernel counts it.
enum ResidentPeak {
    static var mebibytes: Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Int(usage.ru_maxrss) / 1024
    }
}
