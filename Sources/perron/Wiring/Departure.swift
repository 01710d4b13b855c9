import Logging
import PerronPages
import ServiceLifecycle
import UnixSignals

/// Runs a process's services until a signal. Ctrl-C stops them at once. SIGTERM first lets them go on for a while, in which load balancers
/// notice that this node is leaving; any further signal ends that.
struct Departure {
    let services: ServiceGroup
    let draining: Draining
    /// How long to go on after SIGTERM.
    let pause: Duration
    let logger: Logger

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        async let _: Void = listen(to: signals)
        try await services.run()
    }

    /// Until the services have ended, so that no later signal kills what is being finished.
    private func listen(to signals: UnixSignalsSequence) async {
        await withDiscardingTaskGroup { group in
            for await signal in signals {
                let goesOn = signal == .sigterm && pause > .zero && !draining.isOn
                draining.begin()
                if goesOn {
                    logger.notice("leaving: not ready any more, stops soon", metadata: ["seconds": "\(pause.components.seconds)"])
                    group.addTask { await stopLater() }
                } else {
                    await services.triggerGracefulShutdown()
                }
            }
        }
    }

    private func stopLater() async {
        do { try await Task.sleep(for: pause) } catch { return }
        await services.triggerGracefulShutdown()
    }
}
