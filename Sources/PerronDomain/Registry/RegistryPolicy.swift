/// What an export would change, counted before anything is applied.
package struct RegistryDifferences: Equatable, Sendable {
    package var added = 0
    package var changed = 0
    package var same = 0
    /// Closed files that come back; among `changed`.
    package var reopened = 0
    /// On record and open, but not in the export.
    package var missing = 0
    /// In how many files each column differs.
    package var columns: [RegistryColumn: Int] = [:]
    /// Open files whose address, whose e-mail differs in any way; and those among them that had one.
    package var addresses = 0
    package var emails = 0
    package var addressesReplaced = 0
    package var emailsReplaced = 0

    package init() {}

    /// Counts one file that stands both on record and in the export.
    package mutating func count(_ row: RegistryRecord, replacing record: PensionRecord) {
        changed += 1
        if record.closedAt != nil { reopened += 1 }
        let differing = row.differences(from: record)
        for column in differing { columns[column, default: 0] += 1 }
        guard record.closedAt == nil else { return }
        if differing.contains(where: \.isOfAddress) {
            addresses += 1
            if record.address != nil { addressesReplaced += 1 }
        }
        if differing.contains(.email) {
            emails += 1
            if record.registryEmail != nil { emailsReplaced += 1 }
        }
    }
}

extension RegistryColumn {
    package var isOfAddress: Bool {
        (RegistryColumn.address1.rawValue...RegistryColumn.country.rawValue).contains(rawValue)
    }
}

/// Whether an export may be applied at all. An export whose columns have slipped, or that someone has tampered with, would send
/// the letters and codes of half the fund elsewhere.
package enum RegistryPolicy {
    package enum Decision: Equatable, Sendable {
        case apply
        /// Shares of the files on record, 0 … 1.
        case refuse(addresses: Double, emails: Double)
    }

    /// - Parameters:
    ///   - files: open ones on record; `addresses` and `emails`: those among them that have one.
    ///   - largest: the share that is still applied (`limits.registry.largestChange`).
    package static func decide(
        _ differences: RegistryDifferences, files: Int, addresses: Int, emails: Int, largest: Double
    ) -> Decision {
        let addressShare = max(share(differences.addresses, of: files), share(differences.addressesReplaced, of: addresses))
        let emailShare = max(share(differences.emails, of: files), share(differences.emailsReplaced, of: emails))
        return max(addressShare, emailShare) > largest ? .refuse(addresses: addressShare, emails: emailShare) : .apply
    }

    private static func share(_ count: Int, of all: Int) -> Double {
        all == 0 ? 0 : Double(count) / Double(all)
    }
}
