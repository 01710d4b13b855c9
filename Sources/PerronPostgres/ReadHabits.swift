import Synchronization

/// Which reads are of one statement. Such a one needs no transaction around it, which saves two of three ways to the server. That a read has more
/// is learned when it asks for its second statement, and remembered by its first.
final class ReadHabits: Sendable {
    private let longer = Mutex<Set<String>>([])

    func isLone(_ first: String) -> Bool {
        longer.withLock { !$0.contains(first) }
    }

    func learn(longerThan first: String) {
        longer.withLock { _ = $0.insert(first) }
    }
}
