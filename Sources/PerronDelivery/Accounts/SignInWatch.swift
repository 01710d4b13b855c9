import Logging
import PerronDomain
import PerronWorkflows
import ServiceLifecycle

/// Looks every minute whether sign-ins fail unusually often, and tells the log when that begins and ends. Several processes may: an episode
/// begins once.
package struct SignInWatch: Service {
    private let watch: WatchSignIns
    private let loop: WorkLoop
    private let logger: Logger

    package init(_ base: Foundations, logger: Logger) {
        watch = WatchSignIns(base)
        self.logger = logger
        loop = WorkLoop(
            signal: nil, interval: .seconds(60), logger: logger, failure: "sign-ins could not be watched, will be tried again")
    }

    package func run() async throws {
        await loop.run { _ = try await runOnce() }
    }

    @discardableResult
    package func runOnce() async throws -> WatchSignIns.Finding {
        let finding = try await watch()
        switch finding {
        case .began(let unusual):
            logger.warning(
                "sign-ins fail unusually often; browsers that are not recognised are asked for a proof of work",
                metadata: [
                    "failures": "\(unusual.tally.failures)", "tries": "\(unusual.tally.tries)",
                    "minutes": "\(unusual.stretch.wholeSeconds / 60)", "usual_percent": "\(Int((unusual.usualShare * 100).rounded()))",
                ])
        case .ended: logger.notice("sign-ins fail as often as usual again; the proof of work is no longer asked for")
        case .usual, .lasts: break
        }
        return finding
    }
}
