import PerronTestSupport
import Testing

@testable import PerronDomain

/// Two ways of reading a row, of which the quick one must never say anything else than the careful one.
struct PlainRowTests {
    @Test func `the quick way reads every row of an export as the careful one does`() throws {
        let export = FaultyRegistry(rows: 6000, faultShare: 0.2).bytes

        var plain = 0
        for line in export.split(separator: 0x0A).dropFirst() {
            if try isReadPlain(Array(line.dropLast())) { plain += 1 }
        }

        // Else nothing was compared, and nothing is quick.
        #expect(plain > 3500)
    }

    @Test(
        arguments: [
            "", " ", "  ", " X", "X ", "X  Y", "A", "a", "é", "É", "ÿ", "œ", "ß", "÷", "Ł", "ŉ", "\u{E9}\u{301}", "e\u{301}", "\u{A0}", "’",
            "\u{FEFF}", "\t", "\u{1F}", "\u{7F}", "\"", "\"a\"", ".", ",", ", ,", "A.B", "8, rue de l'Église", "M", "M ", "MME", "FR", "fr",
            "2614073", "304518267", "26140731", "29/02/2000", "29/02/1900", " 01/01/2000", "1/1/2000", "a@b.fr", "a@B.fr", "A@b.fr", "a@b",
            "@b.fr", "a@", "a@.fr", "a@b.", "a@b..fr", "a@-b.fr", "a@b-.fr", "a.@b.fr", ".a@b.fr", "a..b@c.fr", "a@b@c.fr", "a b@c.fr",
            "TUTELLE", "tutelle", String(repeating: "W", count: 38), String(repeating: "W", count: 39), String(repeating: "é", count: 38),
            String(repeating: "É", count: 20), "a@" + String(repeating: "b", count: 63) + ".fr",
            "a@" + String(repeating: "b", count: 64) + ".fr",
            String(repeating: "a", count: 64) + "@b.fr", String(repeating: "a", count: 65) + "@b.fr",
        ])
    func `the quick way reads every value in every column as the careful one does`(value: String) throws {
        for column in RegistryColumn.allCases {
            let line = RegistryColumn.allCases.map { $0 == column ? value : RegistryExamples.row[$0] ?? "" }.joined(separator: ";")
            _ = try isReadPlain(Array(line.utf8))
        }
    }

    /// Compares the two, and tells whether the row was plain.
    private func isReadPlain(_ line: [UInt8]) throws -> Bool {
        var reader = try RegistryExamples.reader()
        var fields: [Range<Int>] = []
        var quick: [UInt8] = []
        let key = withBytes(line) { bytes -> RegistryKey? in
            guard let row = PlainRow(bytes, header: reader.header, fields: &fields), row.append(to: &quick) else { return nil }
            return row.key
        }
        guard let key else {
            #expect(quick.isEmpty)
            return false
        }
        let record = try #require(withBytes(line) { reader.read($0, line: 2) }.record)
        var careful: [UInt8] = []
        record.appendCanonical(to: &careful)
        #expect(quick == careful)
        #expect(key == RegistryKey(record.number))
        return true
    }
}
