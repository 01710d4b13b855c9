import ArgumentParser

/// What the long proofs and the benchmark run of Perron's own: floods on the passed-in clock, timing, floors. It is never installed.
@main
struct ProofCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "perron-proof", abstract: "Runs one part of a proof or of the benchmark; see bin/evidence and bin/bench.",
        subcommands: [
            AttackCommand.self,
            ChallengesCommand.self,
            FloodCommand.self,
            FloorCommand.self,
            HashCommand.self,
            LettersCommand.self,
            LookupCommand.self,
            MailsCommand.self,
            RobotPriceCommand.self,
            TimingCommand.self,
        ])
}
