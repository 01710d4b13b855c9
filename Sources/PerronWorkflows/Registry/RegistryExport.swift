import PerronDomain
import PerronSecrets

/// An export that has been gone through once: what it is, before any row is read.
package struct RegistryExport: Sendable {
    package let file: RegistryFile
    package let encoding: RegistryEncoding
    package let header: RegistryHeader
    /// Of the whole file, hexadecimal.
    package let sha256: String
    /// With the header.
    package let lineCount: Int
    /// Bytes at the beginning that belong to no line: a byte order mark.
    private let skipped: Int

    /// - Throws: `RegistryFileFault` for a file that is no export, `RegistryFileError` for one that can't be read.
    package init(_ file: RegistryFile, watcher: some ImportWatcher) throws {
        var survey = RegistrySurvey()
        var fingerprint = Fingerprint()
        var beginning: [UInt8] = []
        watcher.progressed(ImportProgress(phase: .surveying, done: 0, total: file.size))
        try file.forEachChunk { chunk in
            if beginning.isEmpty { beginning += chunk.prefix(RegistryFile.longestLine) }
            fingerprint.feed(chunk)
            survey.feed(chunk)
            watcher.progressed(ImportProgress(phase: .surveying, done: survey.byteCount, total: file.size))
        }
        guard survey.byteCount > 0 else { throw RegistryFileFault.empty }
        guard !survey.isUTF16 else { throw RegistryFileFault.utf16 }

        let skipped = survey.hasByteOrderMark ? RegistryEncoding.byteOrderMark.count : 0
        let first = beginning[skipped...].prefix { $0 != 0x0A && $0 != 0x0D }
        header = try first.withUnsafeBufferPointer { try RegistryHeader($0) }
        self.file = file
        encoding = survey.encoding
        sha256 = fingerprint.text
        lineCount = survey.lineCount
        self.skipped = skipped
    }

    var lines: RegistryLines { RegistryLines(file: file, skipped: skipped) }

    func reader() -> RegistryReader {
        RegistryReader(encoding: encoding, header: header)
    }
}
