import Synchronization

/// Opens once, for a thread of the engine's that blocks and for a task that must not.
final class Gate: Sendable {
    private let isOpen = Mutex(false)

    func open() {
        isOpen.withLock { $0 = true }
    }

    func wait() {
        while !isOpen.withLock({ $0 }) {}
    }

    func opened() async {
        while !isOpen.withLock({ $0 }) { await Task.yield() }
    }
}
