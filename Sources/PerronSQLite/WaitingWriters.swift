import Foundation
import Synchronization

/// Lets a process that writes much know that another one waits for SQLite's single lock: SQLite itself tells nobody.
///
/// Who waits holds a shared lock on a small file beside the database; who wants to know tries to take it alone. The kernel drops a lock
/// with its process, so nobody waits for the dead. It orders nothing and guards nothing: only courtesy depends on it.
final class WaitingWriters: Sendable {
    private struct State {
        var isAnnounced = false
        var wish: Int32
    }

    private let state: Mutex<State>
    private let look: Int32
    /// How often a writer asks for the lock before it gives up; a millisecond lies between two times.
    private let patience: Int

    /// Nothing is announced, and nobody is seen, where the file can't be made.
    init(path: String, timeout: TimeInterval) {
        let open = { Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600) }
        state = Mutex(State(wish: open()))
        look = open()
        patience = Int(timeout * 1000)
    }

    deinit {
        close(state.withLock(\.wish))
        close(look)
    }

    /// One step of waiting, as SQLite asks for it: false once it has lasted too long.
    func wait(_ tries: Int) -> Bool {
        guard tries < patience else { return false }
        if tries == 0 {
            state.withLock { state in state.isAnnounced = flock(state.wish, LOCK_SH) == 0 }
        }
        usleep(1000)
        return true
    }

    /// The lock was had, or given up.
    func withdraw() {
        state.withLock { state in
            guard state.isAnnounced else { return }
            state.isAnnounced = flock(state.wish, LOCK_UN) != 0
        }
    }

    /// Whether another process waits. Not asked by two threads at once: the look is one.
    var isSomebodyWaiting: Bool {
        guard flock(look, LOCK_EX | LOCK_NB) == 0 else { return errno == EWOULDBLOCK }
        flock(look, LOCK_UN)
        return false
    }
}
