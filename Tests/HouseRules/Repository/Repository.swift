import Foundation

/// The files of this repository, read once for all rules.
struct Repository: Sendable {
    static let shared = Repository(root: packageRoot())

    let root: String
    /// `Sources` and `Tests`, without what others' tools make.
    let swift: [SwiftFile]
    /// Whatever else a person reads: documents, scripts, settings, words, pages' scripts and styles.
    let texts: [TextFile]

    init(root: String) {
        self.root = root
        swift = Repository.paths(under: ["Sources", "Tests"], of: root)
            .filter { $0.hasSuffix(".swift") }
            .map { SwiftFile(path: $0, text: Repository.read($0, of: root)) }
        let endings = ["md", "json", "yaml", "yml", "py", "js", "css", "sh", "txt", "swift", "html", "svg", "h", "c", "modulemap", "ini"]
        let folders = ["Resources", "Sources", "Tests", "bin", "config", "docs", ".ci"]
        let heads = ["README.md", "CHANGELOG.md", "Package.swift", ".swift-format", ".gitignore"]
        texts = (Repository.paths(under: folders, of: root) + heads.filter { FileManager.default.fileExists(atPath: root + "/" + $0) })
            .filter { path in
                let name = path.split(separator: "/").last ?? ""
                return !name.contains(".") || name.hasPrefix(".") || endings.contains { name.hasSuffix("." + $0) }
            }
            .map { TextFile(path: $0, text: Repository.read($0, of: root)) }
    }

    func sources(of target: String) -> [SwiftFile] {
        swift.filter { $0.path.hasPrefix("Sources/\(target)/") }
    }

    func text(_ path: String) -> String {
        Repository.read(path, of: root)
    }

    func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root + "/" + path)
    }

    static func paths(under folders: [String], of root: String) -> [String] {
        folders.flatMap { folder -> [String] in
            guard let walk = FileManager.default.enumerator(atPath: root + "/" + folder) else { return [] }
            return walk.compactMap { $0 as? String }.filter { !isMade($0) && isFile(root + "/" + folder + "/" + $0) }
                .map { folder + "/" + $0 }.sorted()
        }
    }

    private static func isMade(_ path: String) -> Bool {
        path.split(separator: "/").contains { ["__pycache__", ".build", ".venv", ".pytest_cache", "node_modules"].contains($0) }
    }

    private static func isFile(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
    }

    private static func read(_ path: String, of root: String) -> String {
        FileManager.default.contents(atPath: root + "/" + path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}

/// Any text, with its path from the root.
struct TextFile: Sendable {
    let path: String
    let text: String

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
}

/// The folder that holds `Package.swift`, four steps above this file.
private func packageRoot(file: String = #filePath) -> String {
    "/" + file.split(separator: "/").dropLast(4).joined(separator: "/")
}
