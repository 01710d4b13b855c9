import Foundation
import GRDB
import PerronStorage

extension SQLiteDatabase {
    /// A copy of the whole database as it is at one moment, on disk under its name when the call returns; whoever reads and writes goes on
    /// meanwhile. It is made under another name and then given its own, so that a file of that name is whole. Blocks its thread.
    /// - Parameter path: of a file that is not there yet. The copy is its owner's alone.
    /// - Throws: `BackupError`, or `DatabaseError` where the engine can't read or write; then nothing of that name is there.
    package func backup(to path: String) throws {
        guard access(path, F_OK) != 0 else { throw BackupError.alreadyThere(path) }
        let aside = path + ".part"
        // Made by this call alone: two backups to one name don't write into each other.
        let reserved = open(aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard reserved >= 0 else { throw errno == EEXIST ? BackupError.alreadyThere(aside) : BackupError.file("open", reason: errno) }
        defer { Foundation.close(reserved) }
        do {
            try copyPages(to: aside)
            guard fsync(reserved) == 0 else { throw BackupError.file("fsync", reason: errno) }
            // Not a rename, which would take the place of a file that has come meanwhile.
            guard link(aside, path) == 0 else {
                throw errno == EEXIST ? BackupError.alreadyThere(path) : BackupError.file("link", reason: errno)
            }
            unlink(aside)
        } catch {
            for leftover in [aside, aside + "-journal", aside + "-wal", aside + "-shm"] { unlink(leftover) }
            throw error
        }
        try syncFolder(of: path)
    }

    private func syncFolder(of path: String) throws {
        let parent = (path as NSString).deletingLastPathComponent
        let folder = open(parent.isEmpty ? "." : parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw BackupError.file("open", reason: errno) }
        defer { Foundation.close(folder) }
        guard fsync(folder) == 0 else { throw BackupError.file("fsync", reason: errno) }
    }
}

package enum BackupError: Error, Equatable, CustomStringConvertible {
    /// The copy's name, or the name that it has while it is made.
    case alreadyThere(String)
    case file(String, reason: Int32)

    package var description: String {
        switch self {
        case .alreadyThere(let path): "\(path) is there already, and is left as it is: give another name, or remove it"
        case .file(let operation, let reason): "\(operation): \(String(cString: strerror(reason)))"
        }
    }
}
