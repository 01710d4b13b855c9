import Dispatch
import Hummingbird
import HummingbirdTesting
import NIOCore
import NIOPosix
import PerronPages
import Testing

struct LoopConnectionTests {
    @Test func `a request is answered on the thread that reads its connection, before and after it waited for another`() async throws {
        let router = Router()
        router.get("thread") { _, _ in
            let before = MultiThreadedEventLoopGroup.currentEventLoop != nil
            await withCheckedContinuation { answer in DispatchQueue.global().async { answer.resume() } }
            return "\(before) \(MultiThreadedEventLoopGroup.currentEventLoop != nil)"
        }

        let body = try await Application(router: router, server: .http1OnLoop()).test(.live) { client in
            try await client.execute(uri: "/thread", method: .get) { String(buffer: $0.body) }
        }

        #expect(body == "true true")
    }
}
