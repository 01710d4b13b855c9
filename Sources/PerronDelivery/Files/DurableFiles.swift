import Foundation
import PerronDomain

/// Files that are on disk when the call returns: written aside, synced, moved into place in one go.
enum DurableFiles {
    /// A new file, readable by its owner alone.
    static func write(_ bytes: some ContiguousBytes, to path: String) throws(FileError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileError("open") }
        defer { close(descriptor) }
        let isWritten = bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let count = Foundation.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }
        guard isWritten else { throw FileError("write") }
        guard fsync(descriptor) == 0 else { throw FileError("fsync") }
    }

    /// Replaces `path` by `bytes`: whoever reads it finds the old or the new, whole.
    static func replace(_ path: String, with bytes: some ContiguousBytes) throws(FileError) {
        let aside = path + ".part"
        try remove(aside)
        try write(bytes, to: aside)
        try move(aside, to: path)
    }

    /// Moves a file or folder within one file system; fails if a folder that holds something is there already.
    static func move(_ from: String, to path: String) throws(FileError) {
        guard rename(from, path) == 0 else { throw FileError("rename") }
        try sync(folder: (path as NSString).deletingLastPathComponent)
    }

    /// Makes every missing folder of `path`, each for its owner alone.
    static func makeFolder(_ path: String) throws(FileError) {
        if isThere(path) { return }
        let parent = (path as NSString).deletingLastPathComponent
        if !parent.isEmpty { try makeFolder(parent) }
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw FileError("mkdir") }
        try sync(folder: parent.isEmpty ? "." : parent)
    }

    static func sync(folder path: String) throws(FileError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError("open") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw FileError("fsync") }
    }

    /// Removes a file, or a folder with all it holds; nothing happens if there is none.
    static func remove(_ path: String) throws(FileError) {
        guard isThere(path) else { return }
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw FileError("remove")
        }
    }

    /// What a folder holds, by name; nothing if it is not there.
    static func names(in folder: String) throws(FileError) -> [String] {
        guard isThere(folder) else { return [] }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        } catch {
            throw FileError("list")
        }
    }

    static func isThere(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }
}

/// What failed and why, never where: a path may hold an identifier that belongs elsewhere.
package struct FileError: LoggableError, Equatable {
    let operation: String
    let reason: Int32

    init(_ operation: String) {
        self.operation = operation
        reason = errno
    }

    package var description: String { "\(operation): \(String(cString: strerror(reason)))" }
}
