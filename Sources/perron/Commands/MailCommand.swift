import ArgumentParser
import PerronDomain
import PerronWorkflows

struct MailCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail", abstract: "Takes e-mails that came back; tries the mail server.",
        subcommands: [MailCheckCommand.self, BouncesCommand.self, Alive.self])

    struct Alive: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "alive", abstract: "Has an address written to again that came back as one that doesn't exist.")

        @OptionGroup var options: ConfigurationOptions

        @Argument(help: "The e-mail address.")
        var address: String

        func run() async throws {
            guard let email = EmailAddress(address) else { throw Refusal("« \(address) » is not an e-mail address") }
            let wiring = try await Wiring(settings: try await options.settings())
            let wasDead = try await ReviveAddress(wiring.base)(email)
            try await wiring.close()
            guard wasDead else { throw Refusal("nothing is held against that address") }
            print("it is written to again")
        }
    }
}
