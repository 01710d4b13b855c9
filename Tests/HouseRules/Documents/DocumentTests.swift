import Foundation
import Testing

struct DocumentTests {
    private let repository = Repository.shared

    @Test func `links between documents lead somewhere`() {
        #expect(LinkRule.violations(repository.texts) { repository.exists($0) } == [])
    }

    @Test func `a link that leads nowhere is found`() {
        let file = TextFile(
            path: "docs/a.md",
            text:
                "[a](b.md) [c](../README.md#top) [d](#here) [e](https://example.org/x) ![f](pictures/gone.png) [g](/bin/run) [h](./b.md#x)")

        #expect(LinkRule.violations([file]) { ["docs/b.md", "README.md", "bin/run"].contains($0) } == ["docs/a.md: pictures/gone.png"])
    }

    @Test func `no file names a folder of a developer's machine`() {
        #expect(PlaceRule.violations(repository.texts) == [])
    }

    @Test func `a developer's folder is found, and what only looks like one is not`() {
        let bad = ["cd /ho" + "me/someone/perron", "path: \"/wo" + "rk/main\"", "/Us" + "ers/x", "see ../sha" + "red/design.md"]
        let good = ["https://example.org/wo" + "rk/x", "Tests/wo" + "rk/a.swift", "/var/lib/perron", "$root/ho" + "me/"]

        for line in bad { #expect(PlaceRule.violations([TextFile(path: "docs/a.md", text: line)]).count == 1, "\(line)") }
        for line in good { #expect(PlaceRule.violations([TextFile(path: "docs/a.md", text: line)]) == [], "\(line)") }
    }

    @Test func `every script stops at its first error, and can be run`() {
        let scripts = Repository.paths(under: ["bin", ".ci"], of: repository.root).filter { repository.text($0).hasPrefix("#!") }

        for path in scripts {
            #expect(FileManager.default.isExecutableFile(atPath: repository.root + "/" + path), "\(path) can't be run")
            #expect(Self.isCareful(repository.text(path)), "\(path) goes on after an error")
        }
        #expect(scripts.count >= 6)
    }

    @Test func `a careless script is found`() {
        #expect(!Self.isCareful("#!/usr/bin/env bash\nset -e\ncd x\n"))
        #expect(!Self.isCareful("#!/usr/bin/env bash\n# set -euo pipefail\n"))
        #expect(Self.isCareful("#!/usr/bin/env bash\n# Help.\n\nset -euo pipefail\n"))
        #expect(Self.isCareful("#!/usr/bin/env python3\nprint(1)\n"))
    }

    private static func isCareful(_ script: String) -> Bool {
        let lines = script.split(separator: "\n")
        return lines.first?.contains("sh") != true || lines.contains("set -euo pipefail")
    }
}
