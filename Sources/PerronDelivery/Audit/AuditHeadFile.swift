import Foundation
import PerronDomain
import PerronSecrets
import PerronWorkflows

/// The newest seal of the audit trail outside the database, in one line: number, seal, milliseconds since 1970.
package struct AuditHeadFile: Sendable {
    private let path: String

    package init(path: String) {
        self.path = path
    }

    package func write(_ head: AuditHead) throws(FileError) {
        let line = "\(head.number) \(hexadecimal(head.seal)) \(head.at.milliseconds)\n"
        try DurableFiles.replace(path, with: Array(line.utf8))
    }

    /// Nil where none was written yet.
    /// - Throws: `AuditHeadFileError` for a file that this type did not write.
    package func read() throws(AuditHeadFileError) -> AuditHead? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        let parts = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isWhitespace).map(String.init)
        guard parts.count == 3, let number = Int64(parts[0]), let seal = bytes(hexadecimal: parts[1]), let at = Int64(parts[2]) else {
            throw AuditHeadFileError()
        }
        return AuditHead(number: number, seal: seal, at: Instant(milliseconds: at))
    }
}

package struct AuditHeadFileError: Error, Equatable {}
