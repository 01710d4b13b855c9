import ArgumentParser
import PerronDomain
import PerronWorkflows

/// Letters whose pages were spoiled at the mail house, by the number that each one bears.
struct ReprintLettersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reprint", abstract: "Orders letters anew whose pages were spoiled before they were posted.",
        discussion: """
            The spoiled letter's code opens nothing any more. A new letter with a number and a code of its own leaves with the next batch and
            lives from its own posting day. It counts in the fund's budgets, and not among the letters that the member may have. Destroy the
            spoiled page. If one number can't be ordered anew, this is told and nothing is done.
            """)

    @OptionGroup var options: ConfigurationOptions

    @Argument(help: "The letters' numbers, « Courrier n° … ».")
    var numbers: [String]

    func run() async throws {
        let read = LetterNumberList(typed: numbers)
        let wiring = try await Wiring(settings: try await options.settings())
        let reprint = ReprintLetter(wiring.base)
        var faults = read.faults
        for entry in read.entries {
            guard let fault = Self.fault(try await reprint.standing(of: entry.number), wiring.base.civilTime) else { continue }
            faults.append((entry.line, "\(entry.place): \(entry.number) \(fault)"))
        }
        guard faults.isEmpty else {
            try await wiring.close()
            let lines = faults.sorted { $0.line < $1.line }.map(\.text).joined(separator: "\n")
            throw Refusal("\(lines)\nnothing was ordered: leave these out, then say so again")
        }
        try await order(read.entries, by: reprint, civilTime: wiring.base.civilTime)
        try await wiring.close()
    }

    /// A letter at a time, each whole or not at all: interrupted, those that were ordered are told when the same numbers are given again.
    private func order(_ entries: [LetterNumberList.Entry], by reprint: ReprintLetter, civilTime: CivilTime) async throws {
        var count = 0
        for entry in entries {
            if let fault = Self.fault(try await reprint(entry.number), civilTime) {
                print("\(entry.place): \(entry.number) \(fault)")
            } else {
                count += 1
            }
        }
        print(
            "\(grouped(count)) ordered anew, to leave with the next batch; « perron letters show NUMBER » names the letter that takes its place"
        )
    }

    /// Why a letter can't be ordered anew, and what to do; nil where it can.
    private static func fault(_ standing: ReprintLetter.Standing, _ civilTime: CivilTime) -> String? {
        switch standing {
        case .left: nil
        case .notYetLeft: "was not handed over yet: it is printed with its batch"
        case .neverLeft: "never left this house and never will: « perron tasks » says whether a person must look at it"
        case .inDoubt(let batch):
            "is in a batch of which nobody knows whether it left: « perron letters show \(batch?.text ?? "BATCH") », then acknowledge or hand-over"
        case .returned(let at):
            "was brought back by the post, \(MomentText.text(at, civilTime)): mend the address, then the member asks again"
        case .replaced(let number): "was ordered anew already\(number.map { ", as \($0)" } ?? "; its new letter is being made")"
        case .used: "has done its work: a password was chosen with its code"
        case .voided: "has a code that opens nothing any more: another was used, or birth dates were wrong; the member asks again"
        case .expired: "has a code whose last day is over: the member asks again"
        case .fileClosed: "is about a file that was closed, or whose holder died: nothing leaves for it"
        case .test: "is the fund's letter to itself: another leaves on the next posting day"
        case .unknown: "is no letter's number, or that of one whose time of keeping is over"
        }
    }
}
