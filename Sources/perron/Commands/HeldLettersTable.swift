import PerronDomain
import PerronStorage
import PerronWorkflows

/// Held letters for a terminal, a line a source.
struct HeldLettersTable {
    let sources: [HeldSource]
    let spent: ReadLetterBudget.Spent
    let limits: Limits.Letters
    let civilTime: CivilTime

    var text: String {
        guard !sources.isEmpty else { return "No letter is held.\n\n\(budgets)" }
        let rows = sources.map { source in
            [
                HeldLettersTable.name(of: source), "\(source.letters)", "\(source.slowLane)", HeldLettersTable.bounds(of: source),
                MomentText.text(source.since, civilTime),
            ]
        }
        return TextTable(header: ["source", "letters", "without JavaScript", "held by", "since"], rows: rows).text
            + "\n\n\(budgets)\nperron letters held release SOURCE… lets them leave at once, perron letters held drop SOURCE… drops them."
    }

    /// Of how many letters of each budget; with the settings' names, for who wants to change them.
    private var budgets: String {
        "Left today: \(grouped(spent.today)) of \(grouped(limits.dailyBudget)) letters (letters.daily_budget); "
            + "this month: \(grouped(spent.thisMonth)) of \(grouped(limits.monthlyBudget)) (letters.monthly_budget)."
    }

    /// « the day's 3, the month's 12 ».
    private static func bounds(of source: HeldSource) -> String {
        let byDay = source.letters - source.heldByMonth - source.heldByShare
        return [("the month's", source.heldByMonth), ("the day's", byDay), ("its share", source.heldByShare)]
            .filter { $0.1 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }

    /// - Throws: `Refusal` for a name that is nobody's.
    static func source(named name: String, among sources: [HeldSource]) throws -> HeldSource {
        guard let source = sources.first(where: { HeldLettersTable.name(of: $0) == name.lowercased() }) else {
            throw Refusal("no letter of a source « \(name) » is held; « perron letters held » shows those there are")
        }
        return source
    }

    private static func name(of source: HeldSource) -> String {
        source.network.prefix(5).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
