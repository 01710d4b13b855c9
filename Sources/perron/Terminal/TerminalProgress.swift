import Foundation
import Synchronization

/// Shows long work on the terminal, a bar where there is one and plain lines otherwise.
final class TerminalProgress: Sendable {
    private struct State {
        var phase: String?
        var phaseStarted = ContinuousClock.now
        var shownAt = ContinuousClock.now
        var shownPercent = 0
    }

    private let isTerminal = isatty(STDOUT_FILENO) == 1
    private let state = Mutex(State())

    func show(_ progress: Progress) {
        state.withLock { state in
            let now = ContinuousClock.now
            if state.phase != progress.phase { state = State(phase: progress.phase, phaseStarted: now, shownAt: now) }
            guard progress.done > 0 else { return }
            let line = ProgressLine(progress: progress, elapsed: now - state.phaseStarted)
            if isTerminal {
                guard now - state.shownAt > .milliseconds(100) || progress.isComplete else { return }
                print("\r\u{1B}[K  \(line.bar)", terminator: progress.isComplete ? "\n" : "")
            } else {
                let isFurther = line.percent > state.shownPercent && line.percent >= min(100, state.shownPercent + 10)
                guard isFurther || now - state.shownAt > .seconds(10) else { return }
                print("  \(line.plain)")
            }
            fflush(nil)
            state.shownAt = now
            state.shownPercent = line.percent
        }
    }
}
