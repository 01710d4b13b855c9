import PerronDomain

/// Lines as a reader sees them.
func withBytes<Value>(_ text: String, _ body: (UnsafeBufferPointer<UInt8>) throws -> Value) rethrows -> Value {
    try withBytes(Array(text.utf8), body)
}

func withBytes<Value>(_ bytes: [UInt8], _ body: (UnsafeBufferPointer<UInt8>) throws -> Value) rethrows -> Value {
    try bytes.withUnsafeBufferPointer { try body($0) }
}

enum RegistryExamples {
    static let row: [RegistryColumn: String] = [
        .number: "2614073", .category: "AFFILIE", .situation: "COTISANT", .civility: "MME", .familyName: "MOREAU", .birthName: "MOREAU",
        .givenNames: "Camille", .birthDate: "14/03/1988", .address1: "MME Camille MOREAU", .address2: "APPARTEMENT 12",
        .address4: "8 RUE DES TILLEULS", .address6: "87000 LIMOGES", .country: "FR", .email: "camille.moreau@exemple.fr",
        .telephone: "06 39 98 00 01", .lastSeen: "03/05/2024",
    ]

    static func reader(encoding: RegistryEncoding = .utf8) throws -> RegistryReader {
        RegistryReader(encoding: encoding, header: try header(RegistryColumn.allCases.map(\.name).joined(separator: ";")))
    }

    static func header(_ text: String) throws -> RegistryHeader {
        try withBytes(text) { try RegistryHeader($0) }
    }

    static func line(_ changes: [RegistryColumn: String] = [:]) -> String {
        String(RegistryCSV.line(row.merging(changes) { $1 }).dropLast())
    }
}

extension RegistryReader {
    mutating func read(_ text: String, line: Int = 2) -> Reading {
        withBytes(text) { read($0, line: line) }
    }
}

extension RegistryReader.Reading {
    var record: RegistryRecord? {
        guard case .row(let record) = self else { return nil }
        return record
    }

    /// As `column reason`, for tables.
    var told: [String] {
        guard case .refused(let faults, _) = self else { return [] }
        return faults.map { "\($0.column?.name ?? "") \($0.reason.rawValue)" }
    }

    var refusedNumber: FileNumber? {
        guard case .refused(_, let number) = self else { return nil }
        return number
    }
}
