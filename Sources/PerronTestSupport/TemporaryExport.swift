import Foundation
import PerronWorkflows

/// An export in a file that goes with it.
package final class TemporaryExport: Sendable {
    package let path: String

    package init(_ bytes: [UInt8]) throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "perron-export-\(UUID().uuidString).csv")
        try Data(bytes).write(to: file)
        path = file.path
    }

    deinit {
        // What is left behind lies in the system's temporary folder.
        try? FileManager.default.removeItem(atPath: path)
    }

    @discardableResult
    package func imported(
        in base: Foundations, options: ImportOptions = ImportOptions(), watcher: some ImportWatcher = NobodyWatching()
    ) async throws -> ImportOutcome {
        try await ImportRegistry(base)(try RegistryFile(path: path), options: options, watcher: watcher)
    }
}
