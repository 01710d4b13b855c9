import ArgumentParser
import PerronDomain
import PerronStorage
import PerronWorkflows

/// Letters that the post brought back, by the number that each one bears.
struct ReturnedLettersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "returned", abstract: "Says of letters that the post brought them back.",
        discussion: """
            Each letter bears its number under its date: « Courrier n° K7QFM-2XD9R ». Spaces, dashes and small letters do no harm. Its code
            opens nothing any more, no letter leaves for its address until the registry has another, a task asks for the right one, and the
            member is told where there is an e-mail address. If one number isn't that of a letter that left, this is told and nothing is
            recorded; one that was recorded before is told and passed over, so that the same list may be given again.
            """)

    @OptionGroup var options: ConfigurationOptions

    @Argument(help: "The letters' numbers.")
    var numbers: [String] = []

    @Option(help: ArgumentHelp("A file with a number a line, as a scanner writes it.", valueName: "file"))
    var list: String?

    func validate() throws {
        guard (list == nil) != numbers.isEmpty else { throw ValidationError("Give the numbers, or --list FILE.") }
    }

    func run() async throws {
        let read = try list.map(LetterNumberList.init(file:)) ?? LetterNumberList(typed: numbers)
        let wiring = try await Wiring(settings: try await options.settings())
        let returned = ReturnLetter(wiring.base)
        var faults = read.faults
        for entry in read.entries {
            guard let fault = Self.fault(try await returned.standing(of: entry.number)) else { continue }
            faults.append((entry.line, "\(entry.place): \(entry.number) \(fault)"))
        }
        guard faults.isEmpty else {
            try await wiring.close()
            let lines = faults.sorted { $0.line < $1.line }.map(\.text).joined(separator: "\n")
            throw Refusal("\(lines)\nnothing was recorded: mend the numbers, then say so again")
        }
        try await record(read.entries, by: returned, civilTime: wiring.base.civilTime)
        try await wiring.close()
    }

    /// A letter at a time, each whole or not at all: interrupted, the same list may be given again.
    private func record(_ entries: [LetterNumberList.Entry], by returned: ReturnLetter, civilTime: CivilTime) async throws {
        var count = 0
        for entry in entries {
            switch try await returned(entry.number) {
            case .left: count += 1
            case .returned(let at): print("\(entry.place): \(entry.number) was recorded already, \(MomentText.text(at, civilTime))")
            case .neverLeft, .unknown: print("\(entry.place): \(entry.number) is gone from the letters")
            }
        }
        print("\(grouped(count)) recorded as returned; « perron tasks --kind returnedLetter » lists the files")
    }

    /// Why a letter can't have come back; nil where it can, or did.
    private static func fault(_ standing: ReturnLetter.Standing) -> String? {
        switch standing {
        case .left, .returned: nil
        case .neverLeft: "never left this house"
        case .unknown: "is no letter's number, or that of one whose time of keeping is over"
        }
    }
}

struct DeliverableAddressCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliverable", abstract: "Says that the address a letter came back from is the member's all the same.",
        discussion: "Letters go there again. The letter's own code stays dead.")

    @OptionGroup var options: ConfigurationOptions

    @Argument(help: "The number of a letter that came back from there.")
    var number: String

    func run() async throws {
        guard let parsed = LetterNumber(typed: number) else { throw Refusal("« \(number) » is not a letter's number") }
        let wiring = try await Wiring(settings: try await options.settings())
        let decision = try await TrustAddress(wiring.base)(parsed)
        try await wiring.close()
        switch decision {
        case .trusted: print("letters go to that address again")
        case .notMarked: throw Refusal("no letter of that file is recorded as returned, or the address was called good before")
        case .unknown: throw Refusal("\(parsed) is no letter's number")
        }
    }
}
