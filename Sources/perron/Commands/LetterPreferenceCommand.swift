import ArgumentParser
import PerronDomain
import PerronWorkflows

/// For whoever can't read the usual letter.
struct LetterPreferenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prefer", abstract: "Says in which print and language a member is written to; without an option, shows it.",
        discussion: """
            Large print takes two pages. The language holds for e-mails too; « asked » is the one in which the member asks on the site. What waits
            to leave stays as it was made.
            """)

    enum Print: String, ExpressibleByArgument, CaseIterable {
        case usual, large
    }

    enum Tongue: String, ExpressibleByArgument, CaseIterable {
        case asked, fr, en
    }

    @OptionGroup var options: ConfigurationOptions

    @Argument(help: "The file's number.")
    var number: String

    @Option(help: "usual or large.")
    var print: Print?

    @Option(help: "asked, fr or en.")
    var language: Tongue?

    func run() async throws {
        let parsed: FileNumber
        do {
            parsed = try FileNumber(number)
        } catch {
            throw Refusal("« \(number) » is not a file number: it has 7 or 9 figures")
        }
        let wiring = try await Wiring(settings: try await options.settings())
        let prefer = PreferLetters(wiring.base)
        guard var preference = try await prefer.current(for: parsed) else {
            try await wiring.close()
            throw Refusal("no file has this number")
        }
        if let print { preference.isLargePrint = print == .large }
        if let language { preference.language = Language(rawValue: language.rawValue) }
        if print != nil || language != nil { _ = try await prefer(preference, for: parsed) }
        try await wiring.close()
        let tongue = preference.language.map { $0 == .french ? "in French" : "in English" } ?? "in the language in which the member asks"
        Swift.print("letters in \(preference.isLargePrint ? "large" : "the usual") print, \(tongue)")
    }
}
