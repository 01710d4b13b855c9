import PerronDomain
import PerronSecrets
import PerronStorage

/// Puts letters into the spool, encrypted, and reads them back.
struct LetterSpool: Sendable {
    private let base: Foundations
    private let cipher: SpoolCipher

    init(_ base: Foundations) {
        self.base = base
        cipher = SpoolCipher(keys: base.keys, random: base.random)
    }

    func insert(
        _ letter: SpooledLetter, of record: PensionRecord, from origin: LetterOrigin, now: Instant, in tx: any Transaction
    ) throws -> Identifier<Letter> {
        let id: Identifier<Letter> = base.newID(now)
        let sealed = cipher.seal(try letter.bytes(), letter: id.text)
        try Letters(tx).insert(
            id, of: record.id, from: origin, in: letter.language, postingDay: letter.postingDay,
            spool: (bytes: sealed, key: base.keys.current(.spool).id), now: now)
        try AuditTrail(tx, random: base.random).append(.makeLetter, subject: record.id.text, object: id.text, now: now)
        return id
    }

    /// Nil for a letter whose spool can't be read: its key is no longer configured, or its bytes were changed.
    func open(_ letter: Letter) -> SpooledLetter? {
        guard let spool = letter.spool else { return nil }
        do {
            return try SpooledLetter(bytes: cipher.open(spool, letter: letter.id.text))
        } catch {
            return nil
        }
    }
}
