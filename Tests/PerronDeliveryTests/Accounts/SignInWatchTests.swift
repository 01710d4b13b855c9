import Logging
import PerronDomain
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Synchronization
import Testing

@testable import PerronDelivery

struct SignInWatchTests {
    @Test func `the log is told once that sign-ins fail unusually often, and once that it is over`() async throws {
        let house = try await PostHouse()
        let log = Heard()
        let watch = SignInWatch(house.base, logger: Logger(label: "tests") { _ in log })
        try await house.database.write { [base = house.base, now = house.clock.now()] tx in
            for _ in 0..<50 { try Quotas(tx).count(.failedSignInFromNetwork, subject: [1], at: now, random: base.random) }
        }

        for _ in 0..<3 { try await watch.runOnce() }
        house.clock.advance(.days(2))
        for _ in 0..<3 { try await watch.runOnce() }

        #expect(log.lines.map(\.level) == [.warning, .notice])
        #expect(log.lines.first?.metadata == ["failures": "50", "tries": "50", "minutes": "10", "usual_percent": "30"])
    }
}

/// Keeps what is logged.
private final class Heard: LogHandler {
    struct Line: Sendable {
        let level: Logger.Level
        let metadata: Logger.Metadata?
    }

    private let heard = Mutex<[Line]>([])

    var lines: [Line] { heard.withLock { $0 } }

    func log(event: LogEvent) {
        heard.withLock { $0.append(Line(level: event.level, metadata: event.metadata)) }
    }

    // Nothing is kept of either.
    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }

    var logLevel: Logger.Level {
        get { .trace }
        set {}
    }

    subscript(metadataKey _: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }
}
