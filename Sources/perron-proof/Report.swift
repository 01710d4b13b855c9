import ArgumentParser

/// A Markdown report that is printed line by line, and fails if something was not shown.
struct Report {
    private var failures = 0

    mutating func say(_ line: String) {
        print(line)
    }

    mutating func table(_ header: [String], _ rows: [[String]]) {
        for row in [header, header.map { _ in "---" }] + rows { print("| " + row.joined(separator: " | ") + " |") }
        print("")
    }

    /// One line of what was to be shown.
    mutating func expect(_ isShown: Bool, _ what: String) {
        print("- \(isShown ? "shown" : "**NOT SHOWN**"): \(what)")
        if !isShown { failures += 1 }
    }

    func end() throws {
        if failures > 0 { throw ExitCode(1) }
    }
}

extension Double {
    /// With so many digits behind the point.
    func text(_ digits: Int) -> String {
        let factor = (0..<digits).reduce(1.0) { power, _ in power * 10 }
        let whole = Int64((self * factor).rounded())
        guard digits > 0 else { return "\(whole)" }
        let rest = String(abs(whole) % Int64(factor))
        return (whole < 0 ? "-" : "") + "\(abs(whole) / Int64(factor))." + String(repeating: "0", count: digits - rest.count) + rest
    }
}

extension Duration {
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
