import Foundation
import Hummingbird
import Logging
import NIOCore
import PerronDelivery
import PerronDomain
import PerronMember
import PerronPages
import PerronSQLite
import ServiceLifecycle

/// The whole of one process: the site, and unless told otherwise everything that leaves the house. Stops as `Departure` says.
struct Server {
    private let wiring: Wiring
    private let dispatches: Bool

    init(_ wiring: Wiring, dispatches: Bool = true) {
        self.wiring = wiring
        self.dispatches = dispatches
    }

    /// - Parameter whenOpen: told once the port answers.
    /// - Throws: `Refusal` where another process serves or dispatches from the same database, or listens on the port.
    func run(_ whenOpen: @escaping @Sendable () -> Void) async throws {
        let roles: [Seat.Role] = dispatches ? [.site, .dispatch] : [.site]
        let seats = try Seats(roles, of: wiring, for: wiring.settings.isDemo ? "demo" : "serve")
        defer { seats.leave() }
        var logger = wiring.logger
        // Whoever tries the demo reads its welcome, not its requests.
        logger.logLevel = wiring.settings.isDemo ? .warning : .info
        let signal = WorkSignal()
        let room = dispatches ? try PostRoom(wiring, signal: signal, logger: logger) : nil
        let draining = Draining()
        let router = try site(signal: signal, draining: draining, logger: logger).router()
        let server = wiring.settings.server
        let application = Application(
            router: router, server: .http1OnLoop(draining: draining),
            configuration: .init(address: .hostname(server.host, port: server.port), serverName: nil),
            onServerRunning: { _ in
                whenOpen()
                // Into a pipe or a file, what was printed would wait otherwise.
                fflush(nil)
            }, logger: logger)
        let services: [any Service] = [application] + (room?.services ?? [])
        let group = ServiceGroup(configuration: .init(services: services, logger: logger))
        do {
            try await Departure(services: group, draining: draining, pause: server.drain, logger: logger).run()
        } catch {
            throw refusal(error)
        }
        try await wiring.close()
    }

    /// In words that name the setting, where the port is at fault.
    private func refusal(_ error: any Error) -> Refusal {
        let (host, port) = (wiring.settings.server.host, wiring.settings.server.port)
        let setting = wiring.settings.isDemo ? "--port" : "server.port"
        return switch (error as? IOError)?.errnoCode {
        case EADDRINUSE:
            Refusal("port \(port) of \(host) is taken: another program listens there. « ss -ltnp » names it; stop it, or change \(setting)")
        case EACCES: Refusal("port \(port) is not this user's to open: below 1024 all are root's; change \(setting)")
        case EADDRNOTAVAIL: Refusal("server.host: \(host) is no address of this machine")
        case .some, nil: Refusal("\(host):\(port) can't be served: \(error)")
        }
    }

    private func site(signal: WorkSignal, draining: Draining, logger: Logger) throws -> MemberSite {
        let settings = wiring.settings
        let site = Site(
            settings: SiteSettings(
                fund: settings.fund, limits: settings.limits, trustedProxies: settings.server.trustedProxies, isDemo: settings.isDemo),
            lexicon: wiring.lexicon, assets: try AssetCatalog(directory: wiring.resources + "/assets"), draining: draining)
        let mailbox = settings.isDemo ? DemoMailbox(mail: settings.mail.folder, letters: settings.letters.carrier.folder ?? "") : nil
        return MemberSite(
            site: site, base: wiring.base, passwords: try wiring.passwords(), robots: try settings.robots.service(logger: logger),
            mailbox: mailbox
        ) { signal.poke() }
    }
}
