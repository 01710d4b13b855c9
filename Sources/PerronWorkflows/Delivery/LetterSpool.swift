import PerronDomain
import PerronSecrets
import PerronStorage

/// Puts letters into the spool, encrypted, and reads them back.
struct LetterSpool: Sendable {
    private let base: Foundations
    private let cipher: SpoolCipher
    private let digests: AddressDigests

    init(_ base: Foundations) {
        self.base = base
        cipher = SpoolCipher(keys: base.keys, random: base.random)
        digests = AddressDigests(keys: base.keys)
    }

    /// In the language and the size that the holder of the file prefers.
    func insert(
        _ letter: SpooledLetter, of record: PensionRecord, from origin: LetterOrigin, now: Instant, in tx: any Transaction
    ) throws -> Identifier<Letter> {
        let id: Identifier<Letter> = base.newID(now)
        let letter = letter.adapted(to: try MemberPreferences(tx).find(of: record.id))
        let sealed = cipher.seal(try letter.bytes(), letter: id.text)
        try Letters(tx).insert(
            id, of: record.id, from: origin, in: letter.language, postingDay: letter.postingDay,
            to: LetterDestination(address: digests.digest(of: letter.address, for: record.id), territory: letter.address.territory),
            spool: (bytes: sealed, key: base.keys.current(.spool).id), now: now)
        try AuditTrail(tx, random: base.random).append(.makeLetter, subject: record.id.text, object: id.text, now: now)
        return id
    }

    /// Nil for a letter whose bytes were changed.
    /// - Throws: `SpoolCipherError.unknownKey` where its key isn't configured: a matter of the configuration, and no fault of the letter's.
    func open(_ letter: Letter) throws(SpoolCipherError) -> SpooledLetter? {
        guard let spool = letter.spool else { return nil }
        do throws(SpoolCipherError) {
            return SpooledLetter(stored: try cipher.open(spool, letter: letter.id.text))
        } catch {
            switch error {
            case .unknownKey: throw error
            case .damaged: return nil
            }
        }
    }
}
