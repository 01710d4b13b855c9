/// Rules on what may stand in code, each with the few places where it may.
enum WordingRules {
    /// Where the time is read and chance is drawn. A length of time may be measured where nothing is decided by it but a pace.
    static let clocks: [(pattern: String, files: Set<String>)] = [
        ("Date()", ["Sources/perron/Wiring/SystemClock.swift"]),
        ("Date.now", []),
        ("SystemRandomNumberGenerator", []),
        ("randombytes", ["Sources/PerronSecrets/Chance/SystemRandom.swift"]),
        (".random(in", []),
        ("randomElement", []),
        ("shuffle", []),
        ("UUID()", []),
        (
            "ContinuousClock",
            [
                "Sources/PerronSQLite/GroupCommit.swift", "Sources/PerronPostgres/PostgresConnection.swift",
                "Sources/PerronWorkflows/Registry/WritePace.swift",
                "Sources/perron/Commands/RegistryCommand.swift", "Sources/perron/Terminal/TerminalProgress.swift",
                "Sources/perron-proof/Letters/LettersCommand.swift",
            ]
        ),
        ("SuspendingClock", []),
    ]

    /// What tests and measures the product, and is never installed.
    private static let workshop: Set<String> = ["PerronTestSupport", "perron-proof"]

    static func clockViolations(_ files: [SwiftFile]) -> [String] {
        files.filter { $0.path.hasPrefix("Sources/") && !workshop.contains($0.target) }.flatMap { file in
            clocks.filter { !$0.files.contains(file.path) }.flatMap { file.places(of: $0.pattern) }
        }
    }

    /// `try?` turns « the database is down » into « you are not a member », so it stands only in parsing and clean-up; how often, and why.
    static let forgiven: [String: (count: Int, why: String)] = [
        "Sources/PerronSQLite/GroupCommit.swift": (1, "rolls back what may be open, after the error that is told"),
        "Sources/PerronSQLite/GroupRead.swift": (1, "ends a snapshot that nothing was written in, after the error that is told"),
        "Sources/PerronPages/Assets/AssetCatalog.swift": (1, "a folder that can't be read is told as missing, at the start"),
        "Sources/PerronPages/Forms/KeptForm.swift": (1, "parses what a cookie holds, once it is known to be ours"),
        "Sources/PerronDelivery/Email/SMTPConnection.swift": (2, "puts back an option before the connection is used again"),
        "Sources/PerronDelivery/Letters/WholeBatch.swift": (1, "a manifest that can't be parsed is not the one looked for"),
        "Sources/PerronDomain/Registry/RegistryReader.swift": (1, "parses a linked number, whose fault the reader tells"),
        "Sources/PerronMember/Demo/DemoMailbox.swift": (2, "a file that vanished meanwhile has no date, and names nobody; the demo alone"),
        "Sources/perron/Demo/DemoFolder.swift": (1, "a folder that isn't there yet is made"),
    ]

    static func tryViolations(_ files: [SwiftFile], forgiven: [String: (count: Int, why: String)] = forgiven) -> [String] {
        files.filter { $0.path.hasPrefix("Sources/") && !workshop.contains($0.target) }.flatMap { file -> [String] in
            let places = file.places(of: "try?")
            return places.count > forgiven[file.path]?.count ?? 0 ? places : []
        }
    }

    /// `package` is as far as anything is seen.
    static func publicViolations(_ files: [SwiftFile]) -> [String] {
        files.flatMap { file in
            file.codeLines.enumerated().filter { line in
                let words = line.element.split(separator: " ").drop { $0.hasPrefix("@") }
                return words.first == "public" || (words.first == "open" && ["class", "func", "var"].contains(words.dropFirst().first))
            }.map { "\(file.path):\($0.offset + 1): \($0.element.drop { $0 == " " })" }
        }
    }

    /// Around a C handle only, with the proof in a comment.
    static let unchecked: Set<String> = [
        "Sources/PerronDelivery/Email/SMTPConnection.swift", "Sources/PerronDelivery/Robots/SiteVerifyConnection.swift",
    ]

    static func uncheckedViolations(_ files: [SwiftFile]) -> [String] {
        files.filter { $0.path.hasPrefix("Sources/") && !unchecked.contains($0.path) }.flatMap { file in
            ["@unchecked Sendable", "nonisolated(unsafe)", "@preconcurrency"].flatMap { file.places(of: $0) }
        }
    }

    /// Every state and every event are named: a new one must not slip through.
    static func defaultViolations(_ files: [SwiftFile]) -> [String] {
        files.filter { $0.path.hasSuffix("State.swift") }.flatMap { $0.places(of: "default:") }
    }
}
