import ArgumentParser
import PerronDelivery
import PerronWorkflows

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "The log of who did what.", subcommands: [Verify.self])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "Checks that no event of the log was changed, removed or cut off.",
            discussion: """
                Every event is sealed over the one before it, and the newest seal stands outside the database too, in audit-head under
                data.directory. Compare with a copy of that file kept elsewhere: whoever can write both the database and the folder could
                put back an older log with its head. Exit code: 0 when all is whole, 1 when not.
                """)

        @OptionGroup var options: ConfigurationOptions

        @Option(help: "A copy of the head, kept elsewhere; without it, the one under data.directory.", completion: .file())
        var head: String?

        func run() async throws {
            let wiring = try await Wiring(settings: try await options.settings())
            let path = head ?? wiring.settings.auditHead
            let kept: AuditHead?
            do {
                kept = try AuditHeadFile(path: path).read()
            } catch {
                throw Refusal("\(path) is no head of an audit log")
            }
            if kept == nil, head != nil { throw Refusal("\(path): there is no such file") }
            let decision = try await VerifyAuditTrail(wiring.base)(head: kept)
            try await wiring.close()
            switch decision {
            case .intact(let count):
                print(
                    "whole: \(grouped(Int(count))) \(count == 1 ? "event" : "events"), \(kept == nil ? "and no head outside yet" : "up to the head in \(path)")"
                )
            case .broken(let number): throw Refusal("event \(number), or the one before it, was changed, or its seal was")
            case .missing(let number): throw Refusal("event \(number) was removed")
            case .cutShort(let number): throw Refusal("the log is cut off after event \(number), or differs from the head in \(path)")
            }
        }
    }
}
