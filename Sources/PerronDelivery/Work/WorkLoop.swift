import Logging
import PerronWorkflows
import ServiceLifecycle

/// Works whenever it is woken, and at least every `interval`, until the process is asked to stop: what is in hand is finished first.
/// The place where a worker waits.
struct WorkLoop: Sendable {
    let signal: WorkSignal?
    let interval: Duration
    let logger: Logger
    /// Of our own source; of an error only what `StoreOutage.describe` lets through, for its text may hold what nobody should read there.
    let failure: Logger.Message

    func run(_ work: @escaping @Sendable () async throws -> Void) async {
        let (wakings, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        signal?.listen(wake)
        wake.yield()
        await withGracefulShutdownHandler {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await tick(wake) }
                var failures = Failures()
                for await _ in wakings {
                    if Task.isShuttingDownGracefully { break }
                    do {
                        try await work()
                        failures = Failures()
                    } catch is CancellationError where Task.isCancelled {
                        // Another part of the process failed, and tells so itself.
                        break
                    } catch {
                        let text = StoreOutage.describe(error)
                        if failures.isWorthTelling(text) { logger.error(failure, metadata: ["error": "\(text)"]) }
                    }
                }
                group.cancelAll()
            }
        } onGracefulShutdown: {
            wake.finish()
        }
    }

    private func tick(_ wake: AsyncStream<Void>.Continuation) async {
        while !Task.isCancelled {
            do { try await Task.sleep(for: interval) } catch { return }
            wake.yield()
        }
    }
}

/// What fails in the same way every second is told every minute.
private struct Failures {
    private static let every = 60
    private var last: String?
    private var count = 0

    mutating func isWorthTelling(_ text: String) -> Bool {
        count = text == last ? count + 1 : 0
        last = text
        return count.isMultiple(of: Failures.every)
    }
}
