import Logging
import NIOCore
import NIOPosix
import PerronDomain
import PerronWorkflows
import ServiceLifecycle
import Synchronization

/// Takes returned e-mails straight from the fund's mail server, by LMTP (RFC 2033). Stops as it is asked to: what is being settled is
/// settled and answered, and what was not answered the mail server sends again.
package struct ReportListener: Service {
    package struct Limits: Sendable {
        package var connections = 16
        /// Between two lines of a conversation.
        package var idle: Duration = .seconds(60)
        package var conversation: Duration = .seconds(600)

        package init() {}
    }

    private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    private let place: ListeningPlace
    private let path: ReturnPath
    private let desk: ReportDesk
    private let limits: Limits
    private let logger: Logger
    private let present = Count()

    package init(_ base: Foundations, at place: ListeningPlace, path: ReturnPath, limits: Limits = Limits(), logger: Logger) {
        self.place = place
        self.path = path
        self.limits = limits
        self.logger = logger
        desk = ReportDesk(base, logger: logger)
    }

    /// - Throws: `IOError` where the port can't be listened on.
    package func run() async throws {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: place.host, port: place.port) { [limits] channel in
                channel.eventLoop.makeCompletedFuture {
                    let handlers: [any ChannelHandler] = [
                        IdleStateHandler(readTimeout: .milliseconds(limits.idle.wholeMilliseconds)), CloseWhenIdle(),
                    ]
                    try channel.pipeline.syncOperations.addHandlers(handlers)
                    return try Connection(wrappingChannelSynchronously: channel)
                }
            }
        logger.notice("listens for returned e-mails", metadata: ["address": "\(place.host)", "port": "\(place.port)"])
        try await server.executeThenClose { arriving in
            try await withThrowingDiscardingTaskGroup { group in
                for try await connection in arriving.cancelOnGracefulShutdown() {
                    group.addTask { await receive(connection) }
                }
            }
        }
    }

    private func receive(_ connection: Connection) async {
        let channel = connection.channel
        let end = channel.eventLoop.scheduleTask(in: .milliseconds(limits.conversation.wholeMilliseconds)) {
            channel.close(promise: nil)
        }
        defer { end.cancel() }
        let isOneOfFew = present.enter() <= limits.connections
        defer { present.leave() }
        do {
            try await connection.executeThenClose { inbound, outbound in
                guard isOneOfFew else { return try await outbound.write(ByteBuffer(string: "421 4.3.2 too many connections\r\n")) }
                try await converse(inbound, outbound)
            }
        } catch {
            // It went away, or was too slow; whatever had no answer comes again.
            logger.debug("a conversation broke off")
        }
    }

    private func converse(
        _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>, _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) async throws {
        var (session, lines) = (LMTPSession(path: path), LMTPLines())
        try await outbound.say([session.greeting])
        for try await buffer in inbound.cancelOnGracefulShutdown() {
            for piece in lines.take(buffer.readableBytesView) {
                switch session.take(piece) {
                case nil: break
                case .reply(let text): try await outbound.say([text])
                case .close(let text): return try await outbound.say([text])
                case .refuse(let text, let times): try await outbound.say(Array(repeating: text, count: times))
                case .settle(let message, let tokens): try await outbound.say(await desk.replies(to: message, for: tokens))
                }
            }
        }
        try await outbound.say(["421 4.3.2 closing"])
    }
}

private final class CloseWhenIdle: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent { context.close(promise: nil) } else { context.fireUserInboundEventTriggered(event) }
    }
}

/// How many are there at a time.
private final class Count: Sendable {
    private let value = Atomic(0)

    /// With whoever enters.
    func enter() -> Int { value.add(1, ordering: .relaxed).newValue }

    func leave() { value.subtract(1, ordering: .relaxed) }
}

extension NIOAsyncChannelOutboundWriter<ByteBuffer> {
    fileprivate func say(_ lines: [String]) async throws {
        try await write(ByteBuffer(string: lines.map { $0 + "\r\n" }.joined()))
    }
}
