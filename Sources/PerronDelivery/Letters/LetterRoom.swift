import Logging
import PerronDomain
import PerronMessages
import PerronStorage
import PerronWorkflows
import ServiceLifecycle

/// Where letters are gathered, printed and handed over. One process at a time works here, by a lease; a batch that a crash left
/// behind is finished before another is begun.
package struct LetterRoom: Service {
    /// After it, another process may take over: a batch that lasts longer is only written twice, never moved twice.
    private static let term: Duration = .seconds(30)

    private let read: ReadBatch
    private let gather: GatherBatch
    private let handOver: HandOverBatch
    private let setAside: SetLetterAside
    private let lease: TakeLease
    private let press: BatchPress
    private let carrier: FolderCarrier
    private let due: GatherBatch.Due
    private let loop: WorkLoop
    private let logger: Logger

    /// - Parameter due: `.byCutOff` for a fund, `.atOnce` for the demo.
    package init(
        _ base: Foundations, print: LetterPrint, carrier: FolderCarrier, due: GatherBatch.Due, signal: WorkSignal?, logger: Logger
    ) {
        read = ReadBatch(base)
        gather = GatherBatch(base)
        handOver = HandOverBatch(base)
        setAside = SetLetterAside(base)
        lease = TakeLease(base, name: .letters)
        press = BatchPress(press: print.press, fund: print.fund, lexicon: print.lexicon, files: print.files, pictures: print.pictures)
        self.carrier = carrier
        self.due = due
        self.logger = logger
        loop = WorkLoop(signal: signal, interval: .seconds(1), logger: logger, failure: "letters failed, will be tried again")
    }

    package func run() async throws {
        await loop.run { _ = try await runOnce(due) }
    }

    /// Finishes what a crash left, then gathers and hands over everything that is due; the batches handed over.
    package func runOnce(_ due: GatherBatch.Due) async throws -> [Identifier<LetterBatch>] {
        let isWorkWaiting = try await read.isSomeUnfinished() ? true : gather.isDue(due)
        guard isWorkWaiting, try await lease(for: LetterRoom.term) else { return [] }
        var finished = try await finishBatches()
        while !Task.isShuttingDownGracefully, try await lease(for: LetterRoom.term), try await gather(due) != nil {
            finished += try await finishBatches()
        }
        try await lease.giveBack()
        return finished
    }

    private func finishBatches() async throws -> [Identifier<LetterBatch>] {
        var finished: [Identifier<LetterBatch>] = []
        while let inHand = try await read() {
            guard try await finish(inHand) else { continue }
            finished.append(inHand.batch.id)
            logger.info("letters handed over", metadata: ["batch": "\(inHand.batch.id)", "letters": "\(inHand.letters.count)"])
        }
        return finished
    }

    /// From wherever a crash may have left it; false if a person has to decide.
    private func finish(_ inHand: BatchInHand) async throws -> Bool {
        let batch = inHand.batch
        var sha256 = batch.sha256
        switch (batch.state, try carrier.standing(of: batch, sha256: sha256)) {
        case (.open, .nowhere), (.open, .beside), (.open, .ready):
            // Nothing is moved before it is recorded as written, so whatever lies beside is an unfinished try.
            sha256 = try await writeAndMove(inHand)
            // Every letter of it was set aside.
            if sha256 == nil { return try await settle(batch) }
        case (.written, .ready(let aside)):
            try carrier.move(batch, from: aside)
        case (.written, .inPlace):
            break
        case (.written, .nowhere), (.written, .beside), (.written, .changed), (.open, .inPlace), (.open, .changed):
            return try await doubt(batch)
        case (.handedOver, _), (.unsure, _):
            return false
        }
        guard try carrier.standing(of: batch, sha256: sha256) == .inPlace else { return try await doubt(batch) }
        return try await settle(batch)
    }

    private func settle(_ batch: LetterBatch) async throws -> Bool {
        try await handOver.settle(batch.id)
        return true
    }

    private func doubt(_ batch: LetterBatch) async throws -> Bool {
        try await handOver.doubt(batch.id)
        logger.error("a batch is in doubt, a person must ask the mail house", metadata: ["batch": "\(batch.id)"])
        return false
    }

    /// The SHA-256 of the manifest of what was moved; nil where nothing of it can be printed.
    private func writeAndMove(_ inHand: BatchInHand) async throws -> String? {
        let batch = inHand.batch
        // Whoever lost the lease since it read this batch removes nothing.
        guard try await lease(for: LetterRoom.term) else { throw LostLease() }
        try carrier.discard(batch)
        let letters = try await printable(inHand)
        guard !letters.isEmpty else { return nil }
        let (files, manifest) = try await printed(batch, letters)
        guard !manifest.letters.isEmpty else { return nil }
        let (aside, sha256) = try carrier.write(batch, by: lease.holder, files: files, manifest: manifest)
        guard try await handOver.markWritten(batch.id, sha256: sha256, letters: manifest.letters.count, holder: lease.holder) else {
            try carrier.discard(batch, by: lease.holder)
            throw LostLease()
        }
        try carrier.move(batch, from: aside)
        return sha256
    }

    private func printable(_ inHand: BatchInHand) async throws -> [(letter: Letter, contents: SpooledLetter)] {
        var letters: [(letter: Letter, contents: SpooledLetter)] = []
        for letter in inHand.letters {
            if let contents = letter.contents {
                letters.append((letter.letter, contents))
            } else {
                try await putAside(letter.letter)
            }
        }
        return letters
    }

    /// Prints all that can be printed; each letter that can't is set aside.
    private func printed(
        _ batch: LetterBatch, _ letters: [(letter: Letter, contents: SpooledLetter)]
    ) async throws -> ([BatchFile], LetterManifest) {
        var letters = letters
        while true {
            do {
                return try press.print(batch, letters)
            } catch let error as LetterPressError {
                guard let index = error.letter else { throw error }
                try await putAside(letters.remove(at: index).letter)
            }
        }
    }

    private func putAside(_ letter: Letter) async throws {
        logger.error("a letter can't be printed, a person must look", metadata: ["letter": "\(letter.id)"])
        try await setAside(letter)
    }
}

/// What printing takes.
package struct LetterPrint: Sendable {
    package let press: LetterPress
    package let fund: PensionFund
    package let lexicon: Lexicon
    package let files: BatchFiles
    package let pictures: Bool

    /// - Parameter pictures: puts a picture of each page beside its PDF, where each letter has a file of its own; only for the demo.
    package init(press: LetterPress, fund: PensionFund, lexicon: Lexicon, files: BatchFiles, pictures: Bool = false) {
        self.press = press
        self.fund = fund
        self.lexicon = lexicon
        self.files = files
        self.pictures = pictures
    }
}

/// Another process took over while this one was slow: it will finish the batch.
struct LostLease: Error {}
