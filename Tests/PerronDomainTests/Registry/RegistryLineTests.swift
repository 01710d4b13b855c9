import PerronDomain
import Testing

struct RegistryLineTests {
    @Test(arguments: [
        ("", [""]), ("a", ["a"]), (";", ["", ""]), ("a;b;", ["a", "b", ""]), ("\"a;b\";c", ["a;b", "c"]), ("\"\";c", ["", "c"]),
        ("\"il dit \"\"oui\"\"\";c", ["il dit \"oui\"", "c"]), ("a;\"b\"", ["a", "b"]), ("é;\"ü;ñ\"", ["é", "ü;ñ"]),
        ("\"\"\"\"", ["\""]), (" \t;b", [" \t", "b"]),
    ])
    func `a line is split as RFC 4180 says`(text: String, fields: [String]) {
        var line = RegistryLine()

        let isWhole = withBytes(text) { line.split($0, separator: UInt8(ascii: ";")) }

        #expect(isWhole)
        #expect(line.fields.map(line.text) == fields)
    }

    @Test(arguments: ["a;\"b", "a\"b;c", "\"a\"b;c", "\"", "a;b\"", "\"a\";\"b;c", "\"\"\""])
    func `a stray quotation mark is told`(text: String) {
        var line = RegistryLine()

        #expect(withBytes(text) { !line.split($0, separator: UInt8(ascii: ";")) })
    }
}

struct RegistryHeaderTests {
    private static let names = RegistryColumn.allCases.map(\.name)

    @Test(arguments: [";", ",", "\t"])
    func `the separator is told from the header`(separator: String) throws {
        let header = try RegistryExamples.header(Self.names.joined(separator: separator))

        #expect(header.separator == separator.utf8.first)
        #expect(header.fieldCount == 21)
        #expect(header.unknown.isEmpty)
    }

    @Test func `columns come in any order, in quotes, and with others among them`() throws {
        let header = try RegistryExamples.header(
            (["AGENCE"] + Self.names.reversed().map { "\"\($0.uppercased())\"" }).joined(separator: ","))

        #expect(header.positions[RegistryColumn.representative.position] == 1)
        #expect(header.positions[RegistryColumn.number.position] == 21)
        #expect(header.unknown == ["agence"])

        var reader = RegistryReader(encoding: .utf8, header: header)
        let fields = ["Limoges"] + RegistryColumn.allCases.reversed().map { RegistryExamples.row[$0] ?? "" }
        #expect(reader.read(fields.joined(separator: ",")).record?.number.digits == "2614073")
    }

    @Test func `a missing column refuses the file by name`() {
        #expect(throws: RegistryFileFault.missingColumns([.email, .diedOn])) {
            try RegistryExamples.header(Self.names.filter { $0 != "courriel" && $0 != "date_deces" }.joined(separator: ";"))
        }
        #expect(RegistryFileFault.missingColumns([.email, .diedOn]).message == "The header lacks courriel, date_deces.")
    }

    @Test func `a column that stands twice refuses the file`() {
        #expect(throws: RegistryFileFault.repeatedColumn(.email)) {
            try RegistryExamples.header((Self.names + ["courriel"]).joined(separator: ";"))
        }
    }

    @Test(arguments: ["", "\"", "2614073;AFFILIE;COTISANT", "id|name"])
    func `what is no header refuses the file`(text: String) {
        #expect(throws: RegistryFileFault.noHeader) { try RegistryExamples.header(text) }
    }
}
