/// Who imports whom. A target exists only to forbid an import, so this table is the architecture; see docs/architecture.md.
enum ImportRule {
    /// What any room but the domain may use: the language's own libraries and what holds no policy of ours. The domain has Unicode's tables of
    /// names besides, which read nothing and know no time.
    private static let common: Set<String> = [
        "Swift", "FoundationEssentials", "Foundation", "Synchronization", "Dispatch", "Logging", "Glibc", "Darwin",
    ]

    /// Every room, and what of ours and of others it sees. Storage stands beside Workflows above them because a decision carries row ids.
    static let table: [String: Set<String>] = [
        "PerronDomain": ["FoundationEssentials", "CIDN2"],
        "PerronSecrets": ["PerronDomain", "Crypto", "CryptoExtras", "CSodium", "CZxcvbn"],
        "PerronStorage": ["PerronDomain"],
        "PerronSQLite": ["PerronStorage", "GRDB", "GRDBSQLite"],
        "PerronPostgres": ["PerronStorage", "CPQ"],
        "PerronMessages": ["PerronDomain", "CCairo", "CQREncode"],
        "PerronWorkflows": ["PerronDomain", "PerronSecrets", "PerronStorage"],
        "PerronDelivery": [
            "PerronDomain", "PerronSecrets", "PerronStorage", "PerronMessages", "PerronWorkflows", "CCups", "CCurl", "NIOCore", "NIOPosix",
            "ServiceLifecycle",
        ],
        "PerronPages": ["PerronDomain", "PerronSecrets", "PerronWorkflows", "Hummingbird", "HummingbirdCore", "HTTPTypes", "NIOCore"],
        "PerronMember": [
            "PerronDomain", "PerronSecrets", "PerronStorage", "PerronWorkflows", "PerronPages", "Hummingbird", "HTTPTypes",
        ],
        "perron": [
            "PerronDomain", "PerronSecrets", "PerronStorage", "PerronPostgres", "PerronSQLite", "PerronMessages", "PerronWorkflows",
            "PerronDelivery",
            "PerronPages", "PerronMember", "ArgumentParser", "Configuration", "Hummingbird", "ServiceLifecycle", "SystemPackage",
            "UnixSignals", "Yams", "NIOCore",
        ],
    ]

    /// Everything that stands above the rooms: it wires or tests them.
    static let above: Set<String> = ["perron", "PerronTestSupport", "perron-proof"]

    static func violations(_ files: [SwiftFile]) -> [String] {
        files.flatMap { file -> [String] in
            guard file.path.hasPrefix("Sources/"), file.target == "perron" || !above.contains(file.target) else { return [] }
            guard let allowed = table[file.target] else { return ["\(file.path): no room is called \(file.target)"] }
            let more = file.target == "PerronDomain" ? [] : common
            return imports(of: file).filter { !allowed.contains($0) && !more.contains($0) }
                .map { "\(file.path): \(file.target) must not import \($0)" }
        }
    }

    /// C libraries and engines' drivers that more than one room imports.
    static func shared(_ files: [SwiftFile]) -> [String] {
        var rooms: [String: Set<String>] = [:]
        for file in files where file.path.hasPrefix("Sources/") {
            for module in imports(of: file) where isForeignLibrary(module) { rooms[module, default: []].insert(file.target) }
        }
        return rooms.filter { $0.value.count > 1 }.map { "\($0.key) is imported by \($0.value.sorted().joined(separator: " and "))" }
            .sorted()
    }

    static func imports(of file: SwiftFile) -> [String] {
        file.codeLines.compactMap { line in
            let words = line.split(separator: " ").drop { $0.hasPrefix("@") || ["package", "private", "internal"].contains($0) }
            guard words.first == "import", let last = words.last else { return nil }
            return last.split(separator: ".").first.map(String.init)
        }
    }

    private static func isForeignLibrary(_ module: String) -> Bool {
        module.hasPrefix("GRDB") || (module.hasPrefix("C") && module.dropFirst().first?.isUppercase == true)
    }
}
