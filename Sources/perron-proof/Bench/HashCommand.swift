import ArgumentParser
import PerronDomain
import PerronSecrets

/// The column of a member's own password, so that a million accounts can be opened in one statement.
struct HashCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hash", abstract: "Prints how a server with this master key stores a password.")

    @Option(help: "The master key, 64 hexadecimal characters.") var key: String
    @Argument var password: String

    func run() throws {
        let hasher = PasswordHasher(keys: SecretKeys(current: try MasterKey(configured: key)), random: SystemRandom())
        print(try hasher.hash(CandidatePassword(password)).stored)
    }
}
