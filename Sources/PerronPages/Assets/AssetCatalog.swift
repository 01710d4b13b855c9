import FoundationEssentials

/// The site's own files (style, scripts, fonts, icon), read once at start and served from memory.
///
/// `css/*.css` become one `perron.css`, in the order of their names; `url("…")` in them is rewritten to the digest path of the file named.
package struct AssetCatalog: Sendable {
    package struct File: Sendable {
        package let contentType: String
        package let bytes: [UInt8]
        package let digest: String
    }

    /// The folder of the URLs, slash included.
    package static let prefix = "/assets/"

    package let paths: AssetPaths
    private let files: [String: File]

    /// - Parameter directory: `Resources/assets`.
    /// - Throws: `AssetError` for a file that is missing, unreadable or of an unknown kind.
    package init(directory: String) throws {
        var shelf = Shelf()
        for folder in ["", "fonts", "js"] {
            for name in try AssetCatalog.names(in: directory, folder) {
                try shelf.put(try AssetCatalog.read(directory + "/" + name), as: name)
            }
        }
        var style: [UInt8] = []
        for name in try AssetCatalog.names(in: directory, "css") where name.hasSuffix(".css") {
            style += try AssetCatalog.read(directory + "/" + name)
        }
        try shelf.put(try shelf.linked(style: String(decoding: style, as: UTF8.self)), as: Asset.stylesheet.rawValue)

        var paths: [Asset: String] = [:]
        for asset in Asset.allCases {
            guard let path = shelf.paths[asset.rawValue] else { throw AssetError.missing(asset.rawValue) }
            paths[asset] = path
        }
        self.paths = AssetPaths(paths)
        files = shelf.files
    }

    /// The file served at a URL's path, digest included; nil where there is none.
    package func file(at path: String) -> File? {
        files[path]
    }

    /// What is served, for whoever writes the whole site out.
    package var everyPath: [String] { files.keys.sorted() }

    private static func names(in directory: String, _ folder: String) throws -> [String] {
        let path = folder.isEmpty ? directory : directory + "/" + folder
        guard let entries = try? FileManager.default.contentsOfDirectory(atPath: path) else { throw AssetError.missing(path) }
        return entries.filter { $0.contains(".") && !$0.hasPrefix(".") }.sorted().map { folder.isEmpty ? $0 : folder + "/" + $0 }
    }

    private static func read(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else { throw AssetError.missing(path) }
        return [UInt8](data)
    }
}

package enum AssetError: Error, Equatable, CustomStringConvertible {
    case missing(String)
    case unknownKind(String)

    package var description: String {
        switch self {
        case .missing(let name): "assets: \(name) is missing; bin/setup makes the fonts"
        case .unknownKind(let name): "assets: \(name) is of a kind that isn't served"
        }
    }
}

/// The files as they are gathered, by name and by path.
private struct Shelf {
    private(set) var paths: [String: String] = [:]
    private(set) var files: [String: AssetCatalog.File] = [:]

    mutating func put(_ bytes: [UInt8], as name: String) throws {
        guard let dot = name.lastIndex(of: "."), let type = Shelf.contentTypes[String(name[dot...])] else {
            throw AssetError.unknownKind(name)
        }
        let digest = Shelf.digest(of: bytes)
        let path = AssetCatalog.prefix + name[..<dot] + "." + digest + name[dot...]
        paths[name] = path
        files[path] = AssetCatalog.File(contentType: type, bytes: bytes, digest: digest)
    }

    func linked(style: String) throws -> [UInt8] {
        var result = ""
        for (index, part) in style.split(separator: "url(\"", omittingEmptySubsequences: false).enumerated() {
            guard index > 0 else {
                result += part
                continue
            }
            let end = part.firstIndex(of: "\"") ?? part.endIndex
            guard let path = paths[String(part[..<end])] else { throw AssetError.missing(String(part[..<end])) }
            result += "url(\"" + path + part[end...]
        }
        return [UInt8](result.utf8)
    }

    /// FNV-1a, 64 bits: it tells versions of our own files apart; nobody gains by making two collide.
    private static func digest(of bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        let text = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }

    private static let contentTypes = [
        ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".woff2": "font/woff2",
    ]
}
