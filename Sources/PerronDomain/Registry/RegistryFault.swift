/// Why one line of an export was refused.
package struct RegistryFault: Equatable, Sendable {
    /// From 1, which is the header.
    package let line: Int
    /// Nil where the whole line is at fault.
    package let column: RegistryColumn?
    package let reason: Reason

    package init(line: Int, column: RegistryColumn?, reason: Reason) {
        self.line = line
        self.column = column
        self.reason = reason
    }

    /// The word stands in the report, so that it can be counted and filtered there.
    package enum Reason: String, Sendable, CaseIterable {
        case encoding
        case endless
        case quote
        case missing
        case extra
        case nul
        case control
        case empty
        case spaced
        case short
        case long
        case strange
        case duplicate
        case category
        case contradiction
        case situation
        case civility
        case noSuchDay = "nodate"
        case longLine = "longline"
        case country
        case email = "mail"
        case link
        case representative
    }
}

extension RegistryFault.Reason {
    /// For whoever mends the export: what is wrong, and what is expected.
    package var message: String {
        switch self {
        case .encoding: "The line is not in the encoding of the rest of the file."
        case .endless: "The line is longer than 64 KiB."
        case .quote: "A quotation mark opens or closes where it must not; inside a quoted field it is doubled."
        case .missing: "The line has fewer fields than the header."
        case .extra: "The line has more fields than the header."
        case .nul: "The field holds a NUL byte."
        case .control: "The field holds a control character."
        case .empty: "The field must not be empty."
        case .spaced: "The number holds spaces; 7 or 9 digits are expected, nothing else."
        case .short: "The number has too few digits; 7 or 9 are expected."
        case .long: "The number has too many digits; 7 or 9 are expected."
        case .strange: "The number holds something else than digits; 7 or 9 digits are expected."
        case .duplicate: "An earlier line has the same number; that one counts."
        case .category: "The category is neither AFFILIE nor AYANT_DROIT."
        case .contradiction: "The value contradicts the number: 7 digits are an AFFILIE, 9 digits an AYANT_DROIT."
        case .situation: "The situation is not one of the known ones."
        case .civility: "The civility is neither M nor MME."
        case .noSuchDay: "The date does not exist; JJ/MM/AAAA is expected."
        case .longLine: "The address line is longer than 38 characters."
        case .country: "The country is not two capital letters (ISO 3166-1 alpha-2)."
        case .email: "The e-mail address is not valid."
        case .link: "The linked number is not 7 or 9 digits."
        case .representative: "The representative is not one of the known ones."
        }
    }
}

/// Why a whole file was refused: nothing of it was read.
package enum RegistryFileFault: Error, Equatable, Sendable {
    case empty
    case utf16
    /// No separator makes a known column of the first line.
    case noHeader
    case missingColumns([RegistryColumn])
    case repeatedColumn(RegistryColumn)

    package var message: String {
        switch self {
        case .empty: "The file is empty."
        case .utf16: "The file is in UTF-16; export it as UTF-8 or Windows-1252."
        case .noHeader: "The first line is not the header of a registry export (\(RegistryColumn.number.name), …)."
        case .missingColumns(let columns): "The header lacks \(columns.map(\.name).joined(separator: ", "))."
        case .repeatedColumn(let column): "The header has \(column.name) twice."
        }
    }
}
