import Foundation

/// What one process at a time may do with one database file: an advisory lock (flock(2)) on a small file beside it. The kernel lets go of
/// it when the process ends, however it ends, so there is never a stale one; the file itself stays.
package final class Seat: Sendable {
    package enum Role: String, Sendable, CaseIterable {
        /// Serves the site.
        case site
        /// Sends e-mails and letters, seals and tidies.
        case dispatch
    }

    private let descriptor: Int32

    /// - Parameters:
    ///   - database: its file; the lock's file stands in the same folder.
    ///   - holder: what whoever comes next is told.
    package init(_ role: Role, beside database: String, holder: SeatHolder) throws(SeatError) {
        let path = (database as NSString).deletingLastPathComponent + "/\(role.rawValue).lock"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unusable(path, reason: String(cString: strerror(errno))) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let reason = errno
            let other = Seat.holder(in: descriptor)
            close(descriptor)
            throw reason == EWOULDBLOCK ? .taken(other) : .unusable(path, reason: String(cString: strerror(reason)))
        }
        Seat.write(holder, to: descriptor)
    }

    /// Lets go. A seat that is forgotten is let go of with the process.
    package func leave() {
        flock(descriptor, LOCK_UN)
    }

    deinit {
        close(descriptor)
    }

    /// The lock holds also where the disk has no room for its holder's name.
    private static func write(_ holder: SeatHolder, to descriptor: Int32) {
        let line = Array("\(holder.process) \(holder.since) \(holder.command)\n".utf8)
        guard ftruncate(descriptor, 0) == 0 else { return }
        _ = pwrite(descriptor, line, line.count, 0)
    }

    private static func holder(in descriptor: Int32) -> SeatHolder? {
        var bytes = [UInt8](repeating: 0, count: 200)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        let words = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).split(maxSplits: 2, whereSeparator: \.isWhitespace)
        guard words.count == 3, let process = Int32(words[0]), let since = Int64(words[1]) else { return nil }
        return SeatHolder(command: words[2].trimmingCharacters(in: .newlines), process: process, since: since)
    }
}

/// Who sits there.
package struct SeatHolder: Sendable, Equatable {
    package let command: String
    package let process: Int32
    /// Milliseconds since 1970.
    package let since: Int64

    package init(command: String, process: Int32, since: Int64) {
        self.command = command
        self.process = process
        self.since = since
    }
}

package enum SeatError: Error, Equatable {
    /// By whom, where that can be read.
    case taken(SeatHolder?)
    case unusable(String, reason: String)
}
