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

/// What an export would change, as shares of what is on record: 0 … 1.
package struct RegistryShares: Equatable, Sendable {
    package let addresses: Double
    package let emails: Double
    /// Files that would be closed.
    package let closings: Double

    package init(addresses: Double, emails: Double, closings: Double = 0) {
        self.addresses = addresses
        self.emails = emails
        self.closings = closings
    }
}

/// Whether an export may be applied at all. An export whose columns have slipped, or that someone has tampered with, would send
/// the letters and codes of half the fund elsewhere; one that was cut short would close the files of the rest.
package enum RegistryPolicy {
    package enum Decision: Equatable, Sendable {
        case apply
        case refuse(RegistryShares)
    }

    /// - Parameters:
    ///   - files: open ones on record; `addresses` and `emails`: those among them that have one.
    ///   - closesMissing: the files that are not in the export would be closed.
    ///   - largest: the share that is still applied (`limits.registry.largestChange`).
    package static func decide(
        _ differences: RegistryDifferences, files: Int, addresses: Int, emails: Int, closesMissing: Bool, largest: Double
    ) -> Decision {
        let shares = RegistryShares(
            addresses: max(share(differences.addresses, of: files), share(differences.addressesReplaced, of: addresses)),
            emails: max(share(differences.emails, of: files), share(differences.emailsReplaced, of: emails)),
            closings: closesMissing ? share(differences.missing, of: files) : 0)
        return max(shares.addresses, shares.emails, shares.closings) > largest ? .refuse(shares) : .apply
    }

    private static func share(_ count: Int, of all: Int) -> Double {
        all == 0 ? 0 : Double(count) / Double(all)
    }
}
