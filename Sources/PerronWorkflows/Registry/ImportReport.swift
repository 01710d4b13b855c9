import PerronDomain

/// The report of an import in full, as CSV lines for a spreadsheet: `line;column;reason;message`.
package enum ImportReport {
    package static let header = RegistryCSV.line(["line", "column", "reason", "message"])

    package static func line(_ fault: RegistryFault) -> String {
        RegistryCSV.line(["\(fault.line)", fault.column?.name ?? "", fault.reason.rawValue, fault.reason.message])
    }

    /// A file on record that the export lacks: it has no line there.
    package static func line(missing number: FileNumber) -> String {
        RegistryCSV.line(["", RegistryColumn.number.name, "absent", "File \(number.digits) is on record, but not in this export."])
    }
}
