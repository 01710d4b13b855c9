/// Writes an export in the fund's own format: header, `;`, CRLF, RFC 4180 quotes where they are needed.
package enum RegistryCSV {
    package static let header = line(RegistryColumn.allCases.map(\.name))

    /// One line with its end; columns that aren't named are empty.
    package static func line(_ values: [RegistryColumn: String]) -> String {
        line(RegistryColumn.allCases.map { values[$0] ?? "" })
    }

    package static func line(_ fields: [String], separator: Character = ";") -> String {
        fields.map { quoted($0, separator: separator) }.joined(separator: String(separator)) + "\r\n"
    }

    private static func quoted(_ field: String, separator: Character) -> String {
        guard field.contains(where: { $0 == separator || $0 == "\"" || $0.isNewline }) else { return field }
        return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
