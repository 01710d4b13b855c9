import PerronDelivery
import Synchronization

/// How many of the letters that are due have been printed, batch by batch.
final class LetterProgress: Sendable {
    private static let phase = "printed"

    private let terminal = TerminalProgress()
    private let due: Int
    private let printed = Mutex(0)

    /// - Parameter due: as many as there were when the work began; more may come, some may be withdrawn.
    init(due: Int) {
        self.due = due
        terminal.show(Progress(phase: LetterProgress.phase, done: 0, total: due, unit: .letters))
    }

    func note(_ step: LetterRoom.Step) {
        switch step {
        case .printing: break
        case .writing(let letters):
            let all = printed.withLock { printed in
                printed += letters
                return printed
            }
            show(all, of: due)
        }
    }

    /// Closes the line where fewer letters were printed than were due.
    func finish() {
        let all = printed.withLock(\.self)
        if all < due { show(all, of: all) }
    }

    private func show(_ done: Int, of due: Int) {
        terminal.show(Progress(phase: LetterProgress.phase, done: done, total: max(done, due), unit: .letters))
    }
}
