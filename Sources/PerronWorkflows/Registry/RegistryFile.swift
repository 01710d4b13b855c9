import Foundation

/// An export on disk, read in pieces: its size is not bounded, the memory is.
package final class RegistryFile: Sendable {
    package static let chunkSize = 1 << 20
    /// A longer line is none of an export.
    package static let longestLine = 64 << 10

    package let size: Int
    private let descriptor: Int32
    private let modified: Int

    /// - Throws: `RegistryFileError` if it can't be opened or is no regular file (it is read more than once).
    package init(path: String) throws {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw RegistryFileError.cannotOpen(path, String(cString: strerror(errno))) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            _ = Foundation.close(descriptor)
            throw RegistryFileError.notRegular(path)
        }
        size = Int(status.st_size)
        modified = RegistryFile.modification(status)
    }

    deinit {
        _ = Foundation.close(descriptor)
    }

    /// The whole file, piece by piece.
    package func forEachChunk(_ body: (UnsafeBufferPointer<UInt8>) throws -> Void) throws {
        var buffer = [UInt8](repeating: 0, count: RegistryFile.chunkSize)
        var offset = 0
        while true {
            let count = try buffer.withUnsafeMutableBytes { try read(into: $0, at: offset) }
            if count == 0 { return }
            try buffer.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[..<count])) }
            offset += count
        }
    }

    /// Fills `bytes` with `length` bytes from `offset` on.
    package func read(length: Int, at offset: Int, into bytes: inout [UInt8]) throws {
        if bytes.count < length { bytes = [UInt8](repeating: 0, count: length) }
        let count = try bytes.withUnsafeMutableBytes { try read(into: UnsafeMutableRawBufferPointer(rebasing: $0[..<length]), at: offset) }
        guard count == length else { throw RegistryFileError.changed }
    }

    /// At most `count` bytes from `offset` on; fewer only at the file's end.
    package func read(upTo count: Int, at offset: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { target, filled in
            filled = try read(into: UnsafeMutableRawBufferPointer(target), at: offset)
        }
    }

    /// - Throws: if somebody has written to the file since it was opened: what was read would be of two files.
    package func assureUnchanged() throws {
        var status = stat()
        guard fstat(descriptor, &status) == 0, Int(status.st_size) == size, RegistryFile.modification(status) == modified else {
            throw RegistryFileError.changed
        }
    }

    /// How many bytes were read: fewer than asked only at the file's end.
    private func read(into target: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int {
        var filled = 0
        while filled < target.count {
            let count = pread(descriptor, target.baseAddress! + filled, target.count - filled, off_t(offset + filled))
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw RegistryFileError.cannotRead(String(cString: strerror(errno))) }
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    private static func modification(_ status: stat) -> Int {
        #if os(macOS)
            status.st_mtimespec.tv_sec &* 1_000_000_000 &+ status.st_mtimespec.tv_nsec
        #else
            status.st_mtim.tv_sec &* 1_000_000_000 &+ status.st_mtim.tv_nsec
        #endif
    }
}

package enum RegistryFileError: Error, Equatable, CustomStringConvertible {
    case cannotOpen(String, String)
    case notRegular(String)
    case cannotRead(String)
    case changed

    package var description: String {
        switch self {
        case .cannotOpen(let path, let reason): "\(path) can't be opened: \(reason)"
        case .notRegular(let path): "\(path) is not a regular file; the import reads its file more than once"
        case .cannotRead(let reason): "the file can't be read: \(reason)"
        case .changed: "the file was changed while it was read; nothing of it was applied"
        }
    }
}
