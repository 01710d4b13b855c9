import PerronDomain

/// Columns for a terminal, each as wide as its widest cell.
struct TextTable {
    let header: [String]
    let rows: [[String]]

    var text: String {
        let all = [header] + rows
        let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { row in
            row.indices.map { column in
                column == row.count - 1 ? row[column] : row[column] + String(repeating: " ", count: widths[column] - row[column].count)
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }
}

/// A moment in local time, as `2026-11-25 14:03`.
enum MomentText {
    static func text(_ instant: Instant, _ civilTime: CivilTime) -> String {
        let minutes = civilTime.minutes(of: instant)
        let padded = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        return "\(civilTime.day(of: instant).iso) \(padded(minutes / 60)):\(padded(minutes % 60))"
    }
}
