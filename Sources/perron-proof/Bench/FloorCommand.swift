import ArgumentParser
import Foundation
import Hummingbird
import Logging
import NIOCore
import PerronDomain
import PerronSecrets

/// What no site on Hummingbird can be quicker than: a route that answers the bytes of a file, and one that verifies a password as a
/// sign-in does, on the same kind of pool.
struct FloorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "floor", abstract: "Serves GET /page, the bytes of a file, and GET /hash, one Argon2id, on a bare Hummingbird.")

    @Option var port: Int
    @Option(help: "What /page answers.") var page: String

    func run() async throws {
        let body = ByteBuffer(bytes: try Data(contentsOf: URL(filePath: page)))
        let random = SystemRandom()
        let hasher = PasswordHasher(keys: SecretKeys(current: .random(from: random)), random: random)
        let stored = try hasher.hash(FloorCommand.password)
        let pool = HashingPool(lanes: ProcessInfo.processInfo.activeProcessorCount)

        let router = Router()
        router.get("page") { _, _ in
            Response(status: .ok, headers: [.contentType: "text/html; charset=utf-8"], body: ResponseBody(byteBuffer: body))
        }
        router.get("hash") { _, _ in
            let isRight = try await pool.run { hasher.verify(FloorCommand.password, against: stored) }
            return Response(status: isRight ? .ok : .forbidden)
        }
        var logger = Logger(label: "floor")
        logger.logLevel = .warning
        try await Application(router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)), logger: logger)
            .runService()
    }

    private static let password = CandidatePassword("quatre chevaux verts")
}
