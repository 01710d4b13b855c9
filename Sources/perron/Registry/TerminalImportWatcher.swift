import Foundation
import PerronDomain
import PerronWorkflows
import Synchronization

/// Shows an import on the terminal, and writes its report.
final class TerminalImportWatcher: ImportWatcher {
    private let terminal = TerminalProgress()
    private let report: ReportFile?

    /// - Parameter report: where the report goes; an older one there is replaced.
    init(report path: String?) throws {
        report = try path.map(ReportFile.init)
    }

    func progressed(_ progress: ImportProgress) {
        let unit: Progress.Unit = progress.phase == .surveying ? .bytes : .rows
        terminal.show(Progress(phase: progress.phase.rawValue, done: progress.done, total: progress.total, unit: unit))
    }

    func refused(_ faults: [RegistryFault]) throws {
        for fault in faults { try report?.write(ImportReport.line(fault)) }
    }

    func missing(_ number: FileNumber) throws {
        try report?.write(ImportReport.line(missing: number))
    }

    func finish() throws {
        try report?.finish()
    }
}

/// A file written in large pieces, under another name until it is whole.
private final class ReportFile: Sendable {
    private let path: String
    private let handle: FileHandle
    private let waiting = Mutex(Data())

    init(path: String) throws {
        self.path = path
        // It holds file numbers: the owner's alone.
        guard FileManager.default.createFile(atPath: path + ".part", contents: nil, attributes: [.posixPermissions: 0o600]),
            let handle = FileHandle(forWritingAtPath: path + ".part")
        else { throw Refusal("the report \(path) can't be written") }
        self.handle = handle
        try write(ImportReport.header)
    }

    func write(_ line: String) throws {
        try waiting.withLock { waiting in
            waiting += Data(line.utf8)
            guard waiting.count > 64 << 10 else { return }
            try handle.write(contentsOf: waiting)
            waiting.removeAll(keepingCapacity: true)
        }
    }

    func finish() throws {
        try waiting.withLock { try handle.write(contentsOf: $0) }
        try handle.close()
        guard rename(path + ".part", path) == 0 else { throw Refusal("the report \(path) can't be put in place") }
    }
}
