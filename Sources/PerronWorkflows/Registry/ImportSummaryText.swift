import PerronDomain
import PerronStorage

extension ImportSummary {
    /// What an import tells on a terminal when it ends; English, as all of the command line.
    package func text(options: ImportOptions) -> String {
        (fileLines + countLines(options) + columnLines(options) + faultLines).joined(separator: "\n")
    }

    private var fileLines: [String] {
        let name = separator == UInt8(ascii: "\t") ? "tab" : "« \(Character(Unicode.Scalar(separator))) »"
        var lines = ["  file       \(encoding.rawValue), separator \(name), SHA-256 \(sha256)"]
        if !unknownColumns.isEmpty { lines.append("  passed over, unknown columns: \(unknownColumns.joined(separator: ", "))") }
        if let run { lines.append("  run        \(run.text)\(isResumed ? ", taken up again" : "")") }
        return lines
    }

    private func countLines(_ options: ImportOptions) -> [String] {
        var lines = [
            "  rows       \(grouped(counts.lines)): \(grouped(counts.accepted)) accepted, \(grouped(counts.refused)) refused",
            "  files      \(grouped(counts.added)) added, \(grouped(counts.changed)) changed, \(grouped(counts.same)) the same",
        ]
        if counts.reopened > 0 { lines.append("  reopened   \(grouped(counts.reopened)), among the changed") }
        guard counts.missing > 0 else { return lines }
        lines.append("  missing    \(grouped(counts.missing)) on record are not in the export\(fate(options))")
        return lines
    }

    /// What becomes of the missing.
    private func fate(_ options: ImportOptions) -> String {
        if options.closesMissing, nobodys > 0, !options.isForced {
            return "; none is closed: of \(grouped(nobodys)) refused lines not even the number can be read, and they may be theirs"
                + " (mend them, or --force)"
        }
        if options.isDryRun { return "" }
        return options.closesMissing ? ", \(grouped(counts.closed)) closed" : ", left open (--close-missing closes them)"
    }

    private func columnLines(_ options: ImportOptions) -> [String] {
        guard options.isDryRun, let columns = differences?.columns, !columns.isEmpty else { return [] }
        return ["  differences by column"]
            + RegistryColumn.allCases.compactMap { column in
                columns[column].map { "    \(padded(column.name, 20)) \(grouped($0))" }
            }
    }

    private var faultLines: [String] {
        guard tally.lines > 0 else { return [] }
        return ["  refused"]
            + tally.ordered.map { reason, entry in
                let lines = entry.lines.map(String.init).joined(separator: ", ") + (entry.count > entry.lines.count ? ", …" : "")
                let place = entry.count == 1 ? "line" : "lines"
                return "    \(padded(reason.rawValue, 14)) \(padded(grouped(entry.count), 8)) \(reason.message) (\(place) \(lines))"
            }
    }
}

/// `1,234,567`.
package func grouped(_ number: Int) -> String {
    var text = String(number)
    var index = text.count - 3
    while index > 0 {
        text.insert(",", at: text.index(text.startIndex, offsetBy: index))
        index -= 3
    }
    return text
}

private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
}
