// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours: Swift 6 concurrency, explicit existentials and imports, and no warning left standing.
let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

func room(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: house)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies + ["PerronTestSupport"], swiftSettings: house)
}

let package = Package(
    name: "perron",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        // Poppler reads back what cairo draws, and speaks of its types: two modules would both claim them.
        .systemLibrary(
            name: "CCairo", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev", "libcairo2-dev", "libpoppler-glib-dev"])]),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CIDN2", pkgConfig: "libidn2", providers: [.apt(["libidn2-dev"])]),
        .systemLibrary(name: "CPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CZxcvbn", providers: [.apt(["libzxcvbn-dev"])]),
        .systemLibrary(name: "CCups", providers: [.apt(["libcups2-dev"])]),
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),

        room("PerronDomain", ["CIDN2"]),
        room(
            "PerronSecrets",
            [
                "PerronDomain", "CSodium", "CZxcvbn", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]),
        room("PerronStorage", ["PerronDomain"]),
        room(
            "PerronSQLite",
            [
                "PerronStorage", .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        room("PerronPostgres", ["PerronStorage", "CPQ"]),
        room("PerronMessages", ["PerronDomain", "CCairo", "CQREncode"]),
        room("PerronWorkflows", ["PerronDomain", "PerronSecrets", "PerronStorage"]),
        room(
            "PerronDelivery",
            [
                "PerronDomain", "PerronSecrets", "PerronStorage", "PerronMessages", "PerronWorkflows", "CCups", "CCurl",
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        room(
            "PerronPages",
            [
                "PerronDomain", "PerronSecrets", "PerronWorkflows",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]),
        room(
            "PerronMember",
            [
                "PerronDomain", "PerronSecrets", "PerronStorage", "PerronWorkflows", "PerronPages",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]),
        .executableTarget(
            name: "perron",
            dependencies: [
                "PerronMember", "PerronDelivery", "PerronPostgres", "PerronSQLite",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "Yams", package: "Yams"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: house),
        room(
            "PerronTestSupport",
            [
                "PerronMember", "PerronDelivery", "PerronSQLite", "PerronPostgres",
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ]),
        // For bin/evidence and bin/bench alone.
        .executableTarget(
            name: "perron-proof",
            dependencies: [
                "PerronTestSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: house),

        tests("PerronDomainTests", []),
        tests("PerronSecretsTests", []),
        tests("PerronStorageTests", []),
        tests("PerronMessagesTests", []),
        tests("PerronWorkflowsTests", []),
        tests("PerronDeliveryTests", []),
        tests("PerronPagesTests", []),
        tests("Journeys", []),
        tests("HouseRules", []),
    ]
)
