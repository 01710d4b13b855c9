/// The pages' content security policy allows no inline script or style, so none is written.
enum MarkupRule {
    static func violations(_ files: [SwiftFile]) -> [String] {
        files.filter { ["PerronPages", "PerronMember"].contains($0.target) && $0.path.hasPrefix("Sources/") }.flatMap { file in
            file.literals.flatMap { literal in
                faults(literal.text).map { "\(file.path):\(literal.line): \($0)" }
            }
        }
    }

    static func faults(_ markup: String) -> [String] {
        var faults: [String] = []
        if markup.contains(/(?:^|\s)style\s*=/) { faults.append("an inline style") }
        if markup.contains(/<style[\s>]/) { faults.append("a style element") }
        if markup.contains(/(?:^|\s)on[a-z]+\s*=\s*["']/) { faults.append("an inline event handler") }
        if markup.contains("javascript:") { faults.append("a script as an address") }
        for tag in markup.matches(of: /<script([^>]*)>/) where !tag.output.1.contains("src=") { faults.append("an inline script") }
        return faults
    }
}
