import Foundation
import PerronStorage
import PerronWorkflows

/// Fills a new demo's registry by the same way as any fund's: an export, and its import.
enum DemoRegistry {
    /// - Throws: `Refusal` if the demo's own export is not imported whole.
    static func importIfMissing(_ wiring: Wiring, folder: DemoFolder) async throws {
        guard try await wiring.base.database.read({ tx in try ImportRuns(tx).latest(limit: 1).first?.state }) != .finished else { return }
        try Data(DemoExport.csv().utf8).write(to: URL(fileURLWithPath: folder.registry))
        let outcome = try await ImportRegistry(wiring.base)(try RegistryFile(path: folder.registry))
        guard case .finished(let summary) = outcome, summary.counts.refused == 0 else {
            throw Refusal("the demo's registry was not imported: \(outcome)")
        }
    }
}
