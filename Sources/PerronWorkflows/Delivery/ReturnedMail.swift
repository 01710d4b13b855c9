import PerronDomain
import PerronSecrets
import PerronStorage

/// Whether a letter came back from the postal address that a file has now. A changed address is good again.
struct ReturnedMail: Sendable {
    private let digests: AddressDigests

    init(_ base: Foundations) {
        digests = AddressDigests(keys: base.keys)
    }

    func cameBack(from record: PensionRecord, in tx: any Transaction) throws -> Bool {
        guard let address = record.address, let returned = try ReturnedAddresses(tx).find(of: record.id) else { return false }
        return digests.verify(address, for: record.id, against: returned)
    }

    /// Marks the address that a letter bore; for a letter from before addresses were kept with it, the file's present one. An address that
    /// the file no longer has takes no present one's mark away.
    func mark(_ letter: Letter, of record: PensionRecord, now: Instant, in tx: any Transaction) throws {
        guard let address = letter.address ?? record.address.map({ digests.digest(of: $0, for: record.id) }) else { return }
        if try cameBack(from: record, in: tx) { return }
        try ReturnedAddresses(tx).mark(address, of: record.id, now: now)
    }
}
