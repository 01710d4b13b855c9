import Synchronization

/// Wakes the workers of this process when something was put into the outbox. A poke while one works is kept, once.
package final class WorkSignal: Sendable {
    private let listeners = Mutex<[AsyncStream<Void>.Continuation]>([])

    package init() {}

    package func poke() {
        for listener in listeners.withLock({ $0 }) { listener.yield() }
    }

    func listen(_ listener: AsyncStream<Void>.Continuation) {
        listeners.withLock { $0.append(listener) }
    }
}
