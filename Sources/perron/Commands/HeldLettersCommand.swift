import ArgumentParser
import PerronDomain
import PerronStorage
import PerronWorkflows

/// Letters that the day's or the month's budget holds back: shown, let go, or dropped, by where they were asked from.
struct HeldLettersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "held", abstract: "Letters that wait for the budget of another day or month, by where they were asked from.",
        discussion: """
            They leave by themselves on the next days, or in the next month, oldest first, each network within its share. A source is a
            network under a name that tells which letters belong together, and not which network it is. One source with very many is likely an attack.
            """,
        subcommands: [List.self, Release.self, Drop.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "Shows them, the source with the most first.")

        @OptionGroup var options: ConfigurationOptions

        func run() async throws {
            let wiring = try await Wiring(settings: try await options.settings())
            let table = HeldLettersTable(
                sources: try await ListHeldLetters(wiring.base)(), spent: try await ReadLetterBudget(wiring.base)(),
                limits: wiring.base.limits.letters, civilTime: wiring.base.civilTime)
            print(table.text)
            try await wiring.close()
        }
    }

    struct Release: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "release", abstract: "Lets the letters of these sources leave with the next batch, whatever the budget.")

        @OptionGroup var options: ConfigurationOptions

        @Argument(help: "The sources, as « perron letters held » names them.")
        var sources: [String] = []

        @Flag(help: "Every source.")
        var all = false

        func validate() throws {
            guard all != !sources.isEmpty else { throw ValidationError("Name the sources, or give --all.") }
        }

        func run() async throws {
            try await decide(.release, sources: all ? nil : sources, options: options) { "\($0) released: they leave with the next batch" }
        }
    }

    struct Drop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "drop", abstract: "Drops the letters of these sources for good; members among them may ask again.")

        @OptionGroup var options: ConfigurationOptions

        @Argument(help: "The sources, as « perron letters held » names them.")
        var sources: [String]

        func run() async throws {
            try await decide(.drop, sources: sources, options: options) { "\($0) dropped: they never leave" }
        }
    }
}

/// - Parameter sources: nil for every one.
private func decide(
    _ word: DecideHeldLetters.Word, sources: [String]?, options: ConfigurationOptions, said: (Int) -> String
) async throws {
    let wiring = try await Wiring(settings: try await options.settings())
    let held = try await ListHeldLetters(wiring.base)()
    let chosen = try sources.map { try $0.map { try HeldLettersTable.source(named: $0, among: held) } } ?? held
    var decided = 0
    for source in chosen { decided += try await DecideHeldLetters(wiring.base)(word, source: source) }
    try await wiring.close()
    print(said(decided))
}
