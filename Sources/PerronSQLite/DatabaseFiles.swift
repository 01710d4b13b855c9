import Foundation
import PerronStorage

/// The files that were opened. Somebody may move, delete or replace them under a running process, which then goes on writing to files that
/// nobody will ever open again: what it acknowledged would be gone with it.
struct DatabaseFiles: Sendable {
    private struct Identity: Equatable {
        let device: dev_t
        let number: ino_t

        init?(_ path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            (device, number) = (status.st_dev, status.st_ino)
        }
    }

    private let opened: [(path: String, identity: Identity?)]

    /// - Parameter path: of a database that is open, in write-ahead mode.
    init(path: String) throws {
        opened = [path, path + "-wal"].map { ($0, Identity($0)) }
    }

    /// - Throws: `DatabaseError.unavailable` while one is not in its place; put back, it is good again.
    func assureInPlace() throws {
        for (path, identity) in opened where identity != nil && Identity(path) != identity {
            throw DatabaseError.unavailable(
                "its file \((path as NSString).lastPathComponent) was moved or replaced: put it back, or stop and start")
        }
    }
}
