import PerronDomain
import PerronMessages
import PerronWorkflows
import Synchronization

/// Sends through a mail server. Each connection has a queue of its own, so that no wait ever holds up an event loop.
package final class SMTPMailer: Mailer {
    private let connections: [SMTPConnection]
    /// How many messages wait at each connection.
    private let waiting: Mutex<[Int]>
    private let totalTimeout: Duration
    private let clock: any TimeSource

    /// - Throws: `CurlError.setting` for something that libcurl refuses.
    package init(_ settings: SMTPSettings, clock: any TimeSource) throws(CurlError) {
        var connections: [SMTPConnection] = []
        for _ in 0..<max(1, settings.connections) { connections.append(try SMTPConnection(settings)) }
        self.connections = connections
        waiting = Mutex([Int](repeating: 0, count: connections.count))
        totalTimeout = settings.totalTimeout
        self.clock = clock
    }

    package func send(_ message: EmailMessage, until: Instant) async -> MailOutcome {
        let chosen = waiting.withLock { waiting in
            let chosen = waiting.indices.min { waiting[$0] < waiting[$1] } ?? 0
            waiting[chosen] += 1
            return chosen
        }
        defer { waiting.withLock { $0[chosen] -= 1 } }
        // Two tries, or a greeting and a try, may each take the whole time.
        return await connections[chosen].send(message) { [clock, totalTimeout] in clock.now().adding(totalTimeout * 2) <= until }
    }
}
