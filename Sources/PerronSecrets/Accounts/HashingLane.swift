import Dispatch
import Foundation
import Synchronization

/// A thread for password hashes alone, which gives way to every other of the process: a page is answered between two hashes, however
/// many people sign in at once.
///
/// A thread of its own, because only root may raise a priority again (setpriority(2)): a shared one would stay slow for whatever comes next.
final class HashingLane: Sendable {
    /// As `nice` counts, 0 … 19: with this one a busy page weighs nine times a hash (sched(7)).
    static let niceness: Int32 = 10

    /// What the thread is to do next; it outlives the lane by the work that it holds.
    private final class Inbox: Sendable {
        private let next = Mutex<(@Sendable () -> Void)?>(nil)
        private let filled = DispatchSemaphore(value: 0)

        /// - Parameter work: nil ends the thread.
        func put(_ work: (@Sendable () -> Void)?) {
            next.withLock { $0 = work }
            filled.signal()
        }

        func take() -> (@Sendable () -> Void)? {
            filled.wait()
            return next.withLock { next in
                defer { next = nil }
                return next
            }
        }
    }

    private let inbox = Inbox()

    init() {
        let thread = Thread { [inbox] in
            HashingLane.giveWay()
            while let work = inbox.take() { work() }
        }
        thread.name = "perron.hashing"
        thread.start()
    }

    deinit {
        inbox.put(nil)
    }

    /// Returns at once. One piece of work at a time: the next may come when this one has said that it is done.
    func run(_ work: @escaping @Sendable () -> Void) {
        inbox.put(work)
    }

    /// On Linux, 0 means the calling thread and no other.
    private static func giveWay() {
        #if os(Linux)
            setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness)
        #endif
    }
}
