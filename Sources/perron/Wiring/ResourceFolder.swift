import Foundation

/// Where words, assets and lists lie: `PERRON_RESOURCES`, or `Resources` beside the program or above it.
enum ResourceFolder {
    static func find(environment: [String: String] = ProcessInfo.processInfo.environment) throws -> String {
        if let named = environment["PERRON_RESOURCES"] {
            guard isOne(named) else { throw Missing(looked: [named]) }
            return named
        }
        let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        var folder = program.deletingLastPathComponent()
        var looked: [String] = []
        while folder.path != "/" {
            for candidate in [folder.appendingPathComponent("Resources").path, folder.appendingPathComponent("share/perron").path] {
                if isOne(candidate) { return candidate }
                looked.append(candidate)
            }
            folder.deleteLastPathComponent()
        }
        throw Missing(looked: looked)
    }

    private static func isOne(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path + "/words/fr")
    }

    struct Missing: Error, CustomStringConvertible {
        let looked: [String]

        var description: String {
            "the folder Resources is missing; looked for \(looked.joined(separator: ", ")). Set PERRON_RESOURCES to where it lies."
        }
    }
}
