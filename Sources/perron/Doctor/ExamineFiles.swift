import Foundation
import PerronWorkflows

/// What the machine says of the data's files: who may read them, and how much room is left.
struct ExamineFiles {
    /// Below it, a notice: a day's letters, the log between two checkpoints and a backup beside the database want about as much.
    private static let leastRoom: UInt64 = 512 << 20

    private let settings: Settings

    init(_ settings: Settings) {
        self.settings = settings
    }

    func callAsFunction() -> [Finding] {
        [modes(), room()]
    }

    private func modes() -> Finding {
        let paths = [settings.dataDirectory, settings.auditHead, settings.masterKeyFile].compactMap(\.self) + database
        let open = paths.filter { path in
            var status = stat()
            return stat(path, &status) == 0 && status.st_mode & 0o077 != 0
        }
        guard let first = open.first else { return Finding(.modes, .well, "their owner's alone") }
        return Finding(.modes, .fault, "\(open.count), the first \(first)")
    }

    private var database: [String] {
        switch settings.database {
        case .file(let path): [path, path + "-wal", path + "-shm"]
        case .server: []
        }
    }

    private func room() -> Finding {
        let rooms = Set([settings.dataDirectory, settings.letters.carrier.folder].compactMap(\.self)).sorted().compactMap {
            path -> (path: String, bytes: UInt64)? in
            var status = statvfs()
            guard statvfs(path, &status) == 0 else { return nil }
            return (path, UInt64(status.f_bavail) * UInt64(status.f_frsize))
        }
        guard let least = rooms.min(by: { $0.bytes < $1.bytes }) else { return Finding(.space, .notice, "can't be told") }
        let isScarce = least.bytes < Self.leastRoom
        return Finding(.space, isScarce ? .notice : .well, "\(grouped(Int(least.bytes >> 20))) MiB free for \(least.path)")
    }
}
