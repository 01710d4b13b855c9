import ArgumentParser
import PerronDomain
import PerronStorage
import PerronWorkflows

/// What is known of a batch or of a letter without opening it: nobody sees a name, an address or a code here.
struct ShowLettersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows a batch with its letters, or one letter by the number that it bears.",
        discussion: "Without names, addresses or codes: only who holds the letter reads those.")

    @OptionGroup var options: ConfigurationOptions

    @Argument(help: "A batch, as « perron letters list » shows it, or a letter's number, « Courrier n° … ».")
    var what: String

    func run() async throws {
        let wiring = try await Wiring(settings: try await options.settings())
        let text = try await found(wiring)
        try await wiring.close()
        guard let text else {
            throw Refusal("\(what) is no batch (« perron letters list » shows them) and no letter's number that is known")
        }
        print(text)
    }

    private func found(_ wiring: Wiring) async throws -> String? {
        if let batch = try await FindLetterBatch(wiring.base)(Identifier(stored: what.uppercased())) {
            return BatchText(found: batch, civilTime: wiring.base.civilTime).text
        }
        guard let number = LetterNumber(typed: what) else { return nil }
        return try await FindLetter(wiring.base)(number).map { LetterText(found: $0, civilTime: wiring.base.civilTime).text }
    }
}

/// A batch for a terminal, with a line a letter.
struct BatchText {
    let found: FindLetterBatch.Found
    let civilTime: CivilTime

    var text: String {
        let batch = found.batch
        let head = TextTable(
            header: ["batch", batch.id.text],
            rows: [
                ["posting day", batch.postingDay.iso], ["state", state], ["letters", grouped(batch.letters)],
                ["the fund's to itself", found.test == nil ? "none" : "1"],
            ]
        ).text
        let rows = found.letters.map(row) + (found.test.map { [row($0)] } ?? [])
        guard !rows.isEmpty else { return head + "\n\nIts letters are forgotten, or were all withdrawn." }
        return head + "\n\n" + TextTable(header: ["number", "state", "posting day", "goes to", "since"], rows: rows).text
    }

    private var state: String {
        found.batch.state.rawValue + (found.batch.handedOverAt.map { ", \(MomentText.text($0, civilTime))" } ?? "")
    }

    private func row(_ letter: Letter) -> [String] {
        let returned = letter.returnedAt.map { "returned \(MomentText.text($0, civilTime))" }
        let replaced = letter.replacedAt.map { "replaced \(MomentText.text($0, civilTime))" }
        return [
            letter.number.shown, letter.state.rawValue, letter.postingDay.iso, letter.territory?.rawValue ?? "–",
            [replaced, returned].compactMap(\.self).joined(separator: ", "),
        ]
    }

    private func row(_ test: TestLetter) -> [String] {
        [LetterNumber(ofLetter: test.id.text).shown, test.leftAt == nil ? "waiting" : "handedOver", test.day.iso, "the fund", ""]
    }
}

/// A letter for a terminal.
struct LetterText {
    let found: FindLetter.Found
    let civilTime: CivilTime

    var text: String {
        switch found {
        case .letter(let letter, let replacement): text(of: letter, replacedBy: replacement)
        case .test(let test): text(of: test)
        }
    }

    private func text(of letter: Letter, replacedBy replacement: LetterNumber?) -> String {
        let rows = [
            ["state", letter.state.rawValue],
            ["batch", letter.batchID?.text ?? "none"],
            ["made", moment(letter.madeAt)],
            ["posting day", letter.postingDay.iso],
            ["handed over", letter.handedOverAt.map(moment) ?? "no"],
            ["last day of its code", letter.lastDay?.iso ?? "it has none"],
            ["language", letter.language.rawValue],
            ["goes to", letter.territory?.rawValue ?? "not recorded"],
            ["returned", letter.returnedAt.map(moment) ?? "no"],
            ["replaced", letter.replacedAt.map { "\(moment($0)), by \(replacement?.shown ?? "a letter yet to be made")" } ?? "no"],
        ]
        return TextTable(header: ["letter", letter.number.shown], rows: rows).text
    }

    private func text(of test: TestLetter) -> String {
        let rows = [
            ["what", "the fund's letter to itself, about no file"],
            ["batch", test.batchID?.text ?? "none: it could not be printed"],
            ["posting day", test.day.iso],
            ["handed over", test.leftAt.map(moment) ?? "no"],
        ]
        return TextTable(header: ["letter", LetterNumber(ofLetter: test.id.text).shown], rows: rows).text
    }

    private func moment(_ instant: Instant) -> String { MomentText.text(instant, civilTime) }
}
