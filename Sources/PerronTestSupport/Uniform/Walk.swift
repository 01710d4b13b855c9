import Foundation
import HTTPTypes
import PerronDomain

/// What a visitor saw and caused, step by step, comparable with what another one did: what differs by chance or by what was typed is
/// masked, and its length kept.
package struct Walk: Sendable {
    package struct Step: Sendable, Equatable {
        /// Status, headers and body of each answer, masked.
        package let answers: [String]
        /// Their texts, in order; `BEGIN …` at the head of each transaction.
        package let statements: [String]
        /// By table.
        package let rowsWritten: [String: Int]
    }

    package private(set) var steps: [Step] = []

    package init() {}

    package mutating func add(_ answers: [Answer], number: FileNumber, statements: [String], rowsWritten: [String: Int]) {
        steps.append(
            Step(answers: answers.map { $0.masked(number) }, statements: statements, rowsWritten: rowsWritten.filter { $0.value != 0 }))
    }

    /// What tells the two apart, in words; empty if nothing does.
    package func differences(from other: Walk) -> [String] {
        guard steps.count == other.steps.count else { return ["\(steps.count) steps and \(other.steps.count)"] }
        return zip(steps, other.steps).enumerated().flatMap { index, pair -> [String] in
            let (one, two) = pair
            var told: [String] = []
            if one.answers != two.answers {
                told.append("step \(index + 1), answers: \(Walk.firstDifference(one.answers.joined(), two.answers.joined()))")
            }
            if one.statements != two.statements {
                told.append("step \(index + 1), statements: \(one.statements.count) and \(two.statements.count)")
            }
            if one.rowsWritten != two.rowsWritten { told.append("step \(index + 1), rows: \(one.rowsWritten) and \(two.rowsWritten)") }
            return told
        }
    }

    /// The two texts from a little before they part.
    private static func firstDifference(_ one: String, _ two: String) -> String {
        let common = zip(one, two).prefix { $0 == $1 }.count
        let start = max(0, common - 40)
        return "« \(one.dropFirst(start).prefix(120)) » and « \(two.dropFirst(start).prefix(120)) »"
    }
}

extension Answer {
    /// Status, headers and body; each masked thing leaves its name and its length.
    package func masked(_ number: FileNumber) -> String {
        var text = "\(status) \(path)\n"
        for header in headers { text += "\(header.name.rawName): \(Answer.masked(header.name.rawName, header.value))\n" }
        text += body.replacing(number.grouped, with: Answer.mask("number", number.grouped))
            .replacing(number.digits, with: Answer.mask("number", number.digits))
        return text.replacing(/value="([A-Za-z0-9_.-]{20,})"/) { "value=\"\(Answer.mask("token", $0.output.1))\"" }
            .replacing(/data-challenge="([^"]*)"/) { "data-challenge=\"\(Answer.mask("challenge", $0.output.1))\"" }
            .replacing(/<span>([0-9A-Z]{5})<\/span>/) { "<span>\(Answer.mask("follow-up", $0.output.1))</span>" }
    }

    private static func masked(_ header: String, _ value: String) -> String {
        switch header.lowercased() {
        case "x-request-id", "date": mask("value", value)
        case "set-cookie": value.replacing(/^([^=]+)=([^;]*)/) { "\($0.output.1)=\(mask("cookie", $0.output.2))" }
        default: value
        }
    }

    private static func mask(_ name: String, _ masked: some StringProtocol) -> String {
        "‹\(name), \(masked.utf8.count)›"
    }
}
