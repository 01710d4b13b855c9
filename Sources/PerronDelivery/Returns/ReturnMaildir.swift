import Foundation
import PerronDomain

/// The Maildir that a mail server puts returned e-mails into: a file each, under `new/` until it has been seen to, then under `cur/`.
package struct ReturnMaildir: Sendable {
    private let path: String

    /// - Throws: `FileError` where there is no such Maildir.
    package init(path: String) throws(FileError) {
        self.path = path
        for folder in ["new", "cur"] {
            guard access("\(path)/\(folder)", R_OK | W_OK | X_OK) == 0 else { throw FileError("open \(folder)") }
        }
    }

    /// Those that nobody has seen to, oldest first as far as their names tell.
    func names() throws(FileError) -> [String] {
        try DurableFiles.names(in: path + "/new").filter { !$0.hasPrefix(".") }
    }

    /// The beginning of a message; nil where another process has moved it meanwhile.
    func read(_ name: String, most: Int) throws(FileError) -> [UInt8]? {
        let descriptor = open("\(path)/new/\(name)", O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw FileError("open")
        }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: most)
        var length = 0
        while length < most {
            let count = bytes.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress! + length, most - length) }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw FileError("read") }
            guard count > 0 else { break }
            length += count
        }
        return Array(bytes[..<length])
    }

    /// As whoever reads a Maildir says that a message was seen. Nothing happens where another process did so meanwhile.
    func markSeen(_ name: String) throws(FileError) {
        guard rename("\(path)/new/\(name)", "\(path)/cur/\(name):2,S") == 0 || errno == ENOENT else { throw FileError("rename") }
    }
}
