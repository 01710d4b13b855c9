import Logging
import PerronStorage
import PerronWorkflows

/// Keeps a lease while work that may outlast its term goes on.
struct KeepLease: Sendable {
    let lease: TakeLease
    let term: Duration
    /// Well below the term: the store may be slow to answer.
    let interval: Duration
    let logger: Logger

    /// - Returns: what `work` returns. That the lease is lost is for `work` to notice, which asks before each step that counts.
    func during<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask {
                await renew()
                return nil
            }
            group.addTask { try await work() }
            defer { group.cancelAll() }
            while let value = try await group.next() {
                if let value { return value }
            }
            throw CancellationError()
        }
    }

    private func renew() async {
        while !Task.isCancelled {
            do { try await Task.sleep(for: interval) } catch { return }
            do {
                guard try await lease(for: term) else { return }
            } catch {
                logger.warning("a lease could not be renewed", metadata: ["error": "\(StoreOutage.describe(error))"])
            }
        }
    }
}
