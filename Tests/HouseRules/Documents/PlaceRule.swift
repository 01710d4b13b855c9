/// The repository speaks of the product alone: no folder of a developer's machine, no other repository beside it.
enum PlaceRule {
    /// Put together here, so that this file does not name them itself.
    private static let folders = ["home", "root", "work", "Users", "mnt", "workspace", "workspaces"].map { "/" + $0 + "/" }
    private static let beside = ["shared", "work", "plan"].map { "../" + $0 }

    static func violations(_ files: [TextFile]) -> [String] {
        files.flatMap { file in
            file.lines.enumerated().compactMap { index, line in
                let isOurs = folders.contains { isAbsolute($0, in: line) } || beside.contains { line.contains($0) }
                return isOurs ? "\(file.path):\(index + 1): \(line.prefix(120))" : nil
            }
        }
    }

    /// Whether the folder stands at the head of a path, not inside a longer one or an address.
    private static func isAbsolute(_ folder: String, in line: Substring) -> Bool {
        var rest = line
        while let range = rest.firstRange(of: folder) {
            let before = range.lowerBound > line.startIndex ? line[line.index(before: range.lowerBound)] : " "
            if !before.isLetter, !before.isNumber, !"/._-}){*".contains(before) { return true }
            rest = rest[range.upperBound...]
        }
        return false
    }
}
