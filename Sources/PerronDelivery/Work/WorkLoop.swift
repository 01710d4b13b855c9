import Logging
import ServiceLifecycle

/// Works whenever it is woken, and at least every `interval`, until the process is asked to stop: what is in hand is finished first.
/// The one place where a worker waits.
struct WorkLoop: Sendable {
    let signal: WorkSignal?
    let interval: Duration
    let logger: Logger
    /// Of our own source; an error's text never goes to the log, it may hold what nobody should read there.
    let failure: Logger.Message

    func run(_ work: @escaping @Sendable () async throws -> Void) async {
        let (wakings, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        signal?.listen(wake)
        wake.yield()
        await withGracefulShutdownHandler {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await tick(wake) }
                for await _ in wakings {
                    if Task.isShuttingDownGracefully { break }
                    do {
                        try await work()
                    } catch {
                        logger.error(failure, metadata: ["kind": "\(type(of: error))"])
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
