import PerronDomain
import PerronStorage
import PerronWorkflows

/// Held letters for a terminal, a line a source.
struct HeldLettersTable {
    let sources: [HeldSource]
    let civilTime: CivilTime

    var text: String {
        guard !sources.isEmpty else { return "No letter is held." }
        let rows = sources.map { source in
            [
                HeldLettersTable.name(of: source), "\(source.letters)", "\(source.slowLane)", MomentText.text(source.since, civilTime),
            ]
        }
        return TextTable(header: ["source", "letters", "without JavaScript", "since"], rows: rows).text
            + "\n\nperron letters held release SOURCE… lets them leave at once, perron letters held drop SOURCE… drops them."
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
