import Logging
import PerronDomain
import PerronMessages
import PerronStorage
import PerronWorkflows
import ServiceLifecycle

/// Where letters are gathered, printed and handed over. One process at a time works here, by a lease; a batch that a crash left
/// behind is finished before another is begun.
package struct LetterRoom: Service {
    /// What is told while a batch is made.
    package enum Step: Sendable, Equatable {
        case printing(letters: Int)
        case writing(letters: Int)
    }

    /// After it, another process may take over: a batch that lasts longer is only written twice, never moved twice.
    private static let term: Duration = .seconds(30)

    /// How long a batch may fail by accident before a person is told.
    private static let patience: Duration = .hours(1)

    private let read: ReadBatch
    private let gather: GatherBatch
    private let handOver: HandOverBatch
    private let setAside: SetLetterAside
    private let lease: TakeLease
    private let keep: KeepLease
    private let press: BatchPress
    private let carrier: FolderCarrier
    private let due: GatherBatch.Due
    private let clock: any TimeSource
    private let loop: WorkLoop
    private let logger: Logger

    /// - Parameter due: `.byCutOff` for a fund, `.atOnce` for the demo.
    package init(
        _ base: Foundations, print: LetterPrint, carrier: FolderCarrier, due: GatherBatch.Due, signal: WorkSignal?, logger: Logger
    ) {
        read = ReadBatch(base)
        gather = GatherBatch(base, sendsTest: print.test != nil)
        handOver = HandOverBatch(base)
        setAside = SetLetterAside(base)
        lease = TakeLease(base, name: .letters)
        keep = KeepLease(lease: lease, term: LetterRoom.term, interval: .seconds(10), logger: logger)
        press = BatchPress(print)
        self.carrier = carrier
        self.due = due
        clock = base.clock
        self.logger = logger
        loop = WorkLoop(signal: signal, interval: .seconds(1), logger: logger, failure: "letters failed, will be tried again")
    }

    package func run() async throws {
        await loop.run { _ = try await runOnce(due) }
    }

    /// Finishes what a crash left, then gathers and hands over everything that is due; the batches of which something was handed over.
    package func runOnce(
        _ due: GatherBatch.Due, telling tell: @escaping @Sendable (Step) -> Void = { _ in }
    ) async throws -> [Identifier<LetterBatch>] {
        let isWorkWaiting = try await read.isSomeUnfinished() ? true : gather.isDue(due)
        guard isWorkWaiting, try await lease(for: LetterRoom.term) else { return [] }
        let finished: [Identifier<LetterBatch>]
        do {
            finished = try await keep.during { try await work(due, tell) }
        } catch {
            try await lease.giveBack()
            throw error
        }
        try await lease.giveBack()
        return finished
    }

    private func work(_ due: GatherBatch.Due, _ tell: @Sendable (Step) -> Void) async throws -> [Identifier<LetterBatch>] {
        var finished = try await finishBatches(tell)
        while !Task.isShuttingDownGracefully, try await lease(for: LetterRoom.term), try await gather(due) != nil {
            finished += try await finishBatches(tell)
        }
        return finished
    }

    private func finishBatches(_ tell: @Sendable (Step) -> Void) async throws -> [Identifier<LetterBatch>] {
        var finished: [Identifier<LetterBatch>] = []
        while let inHand = try await next() {
            guard try await isHandedOver(inHand, tell) else { continue }
            finished.append(inHand.batch.id)
            logger.info("letters handed over", metadata: ["batch": "\(inHand.batch.id)"])
        }
        return finished
    }

    /// Read only while the lease is held.
    private func next() async throws -> BatchInHand? {
        guard try await lease(for: LetterRoom.term) else { throw LostLease() }
        do {
            return try await read()
        } catch let error as UnreadableBatch {
            try await handOver.tellStuck(error.batch.id)
            throw error
        }
    }

    private func isHandedOver(_ inHand: BatchInHand, _ tell: @Sendable (Step) -> Void) async throws -> Bool {
        do {
            return try await finish(inHand, tell)
        } catch {
            if clock.now() - inHand.batch.openedAt > LetterRoom.patience { try await handOver.tellStuck(inHand.batch.id) }
            throw error
        }
    }

    /// From wherever a crash may have left it; false if nothing of it was handed over, or a person has to decide.
    private func finish(_ inHand: BatchInHand, _ tell: @Sendable (Step) -> Void) async throws -> Bool {
        let batch = inHand.batch
        var sha256 = batch.sha256
        switch (batch.state, try carrier.standing(of: batch, sha256: sha256)) {
        case (.open, .nowhere), (.open, .beside), (.open, .ready):
            // Nothing is moved before it is recorded as written, so whatever lies beside is an unfinished try.
            sha256 = try await writeAndMove(inHand, tell)
            guard sha256 != nil else {
                // Every letter of it was set aside or withdrawn.
                try await handOver.settle(batch.id)
                return false
            }
        case (.written, .ready(let aside)):
            try carrier.move(batch, from: aside)
        case (.written, .inPlace):
            // Whoever moved it may have died, or failed, before the folder's entry was on disk.
            try carrier.secure(batch)
        case (.written, .nowhere), (.written, .beside), (.written, .changed), (.open, .inPlace), (.open, .changed):
            return try await doubt(batch)
        case (.handedOver, _), (.unsure, _):
            return false
        }
        guard try carrier.standing(of: batch, sha256: sha256) == .inPlace else { return try await doubt(batch) }
        try await handOver.settle(batch.id)
        return true
    }

    private func doubt(_ batch: LetterBatch) async throws -> Bool {
        try await handOver.doubt(batch.id)
        logger.error("a batch is in doubt, a person must ask the mail house", metadata: ["batch": "\(batch.id)"])
        return false
    }

    /// The SHA-256 of the manifest of what was moved; nil where nothing of it can be printed.
    private func writeAndMove(_ inHand: BatchInHand, _ tell: @Sendable (Step) -> Void) async throws -> String? {
        let batch = inHand.batch
        // Whoever lost the lease since it read this batch removes nothing, and writes nothing that another has finished.
        guard try await lease(for: LetterRoom.term), try await read.isOpen(batch.id) else { throw LostLease() }
        try carrier.discard(batch)
        tell(.printing(letters: inHand.letters.count))
        guard let (files, manifest) = try await printed(inHand) else { return nil }
        tell(.writing(letters: manifest.letters.count))
        let (aside, sha256) = try carrier.write(batch, by: lease.holder, files: files, manifest: manifest)
        let members = manifest.letters.count { $0.isTest != true }
        guard try await handOver.markWritten(batch.id, sha256: sha256, letters: members, holder: lease.holder) else {
            try carrier.discard(batch, by: lease.holder)
            throw LostLease()
        }
        try carrier.move(batch, from: aside)
        return sha256
    }

    /// All that can be printed, nil where that is nothing; the letters that can't be are set aside together.
    private func printed(_ inHand: BatchInHand) async throws -> ([BatchFile], LetterManifest)? {
        try await putAside(inHand.letters.filter { $0.contents == nil }.map(\.letter))
        let letters = inHand.letters.compactMap { letter in letter.contents.map { (letter: letter.letter, contents: $0) } }
        let test = press.printable(inHand.test)
        if let fallen = inHand.test, test == nil {
            logger.error("the fund's letter to itself can't be printed", metadata: ["letter": "\(fallen.id)"])
            try await handOver.withdrawTest(from: inHand.batch.id)
        }
        if letters.isEmpty && test == nil { return nil }
        if let printed = try printedWhole(inHand.batch, letters, test) { return printed }
        let faults = Set(press.faults(in: letters))
        try await putAside(faults.map { letters[$0].letter })
        let good = letters.indices.filter { !faults.contains($0) }.map { letters[$0] }
        return good.isEmpty && test == nil ? nil : try press.print(inHand.batch, good, test: test)
    }

    /// Nil where a letter is at fault.
    private func printedWhole(
        _ batch: LetterBatch, _ letters: [(letter: Letter, contents: SpooledLetter)], _ test: TestLetter?
    ) throws -> ([BatchFile], LetterManifest)? {
        do {
            return try press.print(batch, letters, test: test)
        } catch {
            guard error.letter != nil, error.reason.isOfLetter else { throw error }
            return nil
        }
    }

    private func putAside(_ letters: [Letter]) async throws {
        for letter in letters { logger.error("a letter can't be printed, a person must look", metadata: ["letter": "\(letter.id)"]) }
        try await setAside(letters)
    }
}

/// Another process took over while this one was slow: it will finish the batch.
struct LostLease: LoggableError {
    var description: String { "another process took the letters over, and finishes them" }
}
