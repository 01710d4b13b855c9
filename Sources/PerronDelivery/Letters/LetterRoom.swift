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
    private let waiting: WaitForCarrier
    private let setAside: SetLetterAside
    private let lease: TakeLease
    private let keep: KeepLease
    private let press: BatchPress
    private let carrier: any LetterCarrier
    private let due: GatherBatch.Due
    private let clock: any TimeSource
    private let loop: WorkLoop
    private let logger: Logger

    /// - Parameter due: `.byCutOff` for a fund, `.atOnce` for the demo.
    package init(
        _ base: Foundations, print: LetterPrint, carrier: any LetterCarrier, due: GatherBatch.Due, signal: WorkSignal?, logger: Logger
    ) {
        read = ReadBatch(base)
        gather = GatherBatch(base, sendsTest: print.test != nil)
        handOver = HandOverBatch(base)
        waiting = WaitForCarrier(base)
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

    /// Finishes what a crash left or a carrier has yet to confirm, then gathers and hands over everything that is due.
    /// - Parameter hastens: asks the carrier about every batch now, also about those that wait for it to come back.
    /// - Returns: the batches of which something was handed over, as far as that is known.
    package func runOnce(
        _ due: GatherBatch.Due, hastens: Bool = false, telling tell: @escaping @Sendable (Step) -> Void = { _ in }
    ) async throws -> [Identifier<LetterBatch>] {
        if hastens { try await waiting.hasten() }
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
        } catch let fault as CarrierFault {
            try await waiting.putOff(inHand.batch, because: fault.description)
            throw UnusableCarrier(carrier: carrier.description, fault: fault)
        } catch {
            if clock.now() - inHand.batch.openedAt > LetterRoom.patience { try await handOver.tellStuck(inHand.batch.id) }
            throw error
        }
    }

    /// From wherever a crash may have left it; false if nothing of it was handed over as far as is known, or a person has to decide.
    private func finish(_ inHand: BatchInHand, _ tell: @Sendable (Step) -> Void) async throws -> Bool {
        let batch = inHand.batch
        let standing = try await carrier.standing(of: batch)
        // That may have taken its time: whoever lost the lease meanwhile decides nothing by what was found.
        guard try await lease(for: LetterRoom.term) else { throw LostLease() }
        switch BatchStep.after(batch.state, standing) {
        case .write: return try await writeAndMove(inHand, tell)
        case .move(let aside): return try await move(batch, from: aside)
        case .wait(let trouble): return try await wait(for: batch, trouble)
        case .settle:
            try await handOver.settle(batch.id)
            return true
        case .writeAnew(let reason):
            logger.error("a batch was given up before it was printed", metadata: ["batch": "\(batch.id)", "reason": "\(reason)"])
            try await waiting.writeAnew(batch, because: reason)
            return false
        case .doubt: return try await doubt(batch)
        case .nothing: return false
        }
    }

    private func move(_ batch: LetterBatch, from aside: String) async throws -> Bool {
        switch try await carrier.move(batch, from: aside) {
        case .arrived:
            try await handOver.settle(batch.id)
            return true
        case .awaited: return try await wait(for: batch, nil)
        }
    }

    /// Other batches go on leaving meanwhile.
    private func wait(for batch: LetterBatch, _ trouble: String?) async throws -> Bool {
        let isNews = try await waiting(batch, trouble: trouble, pause: carrier.pause, patience: carrier.patience)
        guard isNews else { return false }
        if batch.sentAt == nil { logger.info("letters sent, to be confirmed", metadata: ["batch": "\(batch.id)"]) }
        if let trouble {
            logger.warning("a batch is held up", metadata: ["batch": "\(batch.id)", "trouble": "\(trouble)"])
        } else if batch.sentAt != nil {
            logger.info("a batch goes on", metadata: ["batch": "\(batch.id)"])
        }
        return false
    }

    private func doubt(_ batch: LetterBatch) async throws -> Bool {
        try await handOver.doubt(batch.id)
        logger.error("a batch is in doubt, a person must ask the mail house", metadata: ["batch": "\(batch.id)"])
        return false
    }

    private func writeAndMove(_ inHand: BatchInHand, _ tell: @Sendable (Step) -> Void) async throws -> Bool {
        let batch = inHand.batch
        // Whoever lost the lease since it read this batch removes nothing, and writes nothing that another has finished.
        guard try await read.isOpen(batch.id) else { throw LostLease() }
        try await carrier.discard(batch)
        tell(.printing(letters: inHand.letters.count))
        guard let (files, manifest) = try await printed(inHand) else {
            // Every letter of it was set aside or withdrawn.
            try await handOver.settle(batch.id)
            return false
        }
        tell(.writing(letters: manifest.letters.count))
        let (aside, sha256) = try await carrier.write(batch, by: lease.holder, files: files, manifest: manifest)
        let members = manifest.letters.count { $0.isTest != true }
        guard try await handOver.markWritten(batch.id, sha256: sha256, letters: members, holder: lease.holder) else {
            try await carrier.discard(aside: aside, of: batch)
            throw LostLease()
        }
        return try await move(batch, from: aside)
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

/// The carrier can't be used now; the batch waits, and is tried again.
package struct UnusableCarrier: LoggableError {
    package let carrier: String
    package let fault: CarrierFault

    package var description: String { "\(carrier) \(fault)" }
}
