import HummingbirdCore
import Logging
import NIOCore

extension HTTPServerBuilder {
    /// HTTP/1.1 whose requests are answered on the thread that reads them. Handing each over to another thread and back costs more than
    /// most of our pages. What waits or takes long, the database and password hashes, has threads of its own.
    ///
    /// - Parameter draining: once it has begun, a connection is closed after the answer to the request that it carries.
    package static func http1OnLoop(draining: Draining = Draining()) -> HTTPServerBuilder {
        HTTPServerBuilder { responder in
            LoopConnection(
                channel: HTTP1Channel { request, writer, channel in
                    // With a request in progress it means: close once that is answered.
                    if draining.isOn { channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
                    try await responder(request, writer, channel)
                })
        }
    }
}

/// One connection, all of whose work runs on its event loop.
struct LoopConnection: ServerChildChannel {
    let channel: HTTP1Channel

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
        self.channel.setup(channel: channel, logger: logger)
    }

    func handle(value: HTTP1Channel.Value, logger: Logger) async {
        await withTaskExecutorPreference(LoopExecutor(value.channel.eventLoop)) {
            await channel.handle(value: value, logger: logger)
        }
    }
}

/// Runs a task's steps on one event loop.
final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) {
        self.loop = loop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { [self] in job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
}
