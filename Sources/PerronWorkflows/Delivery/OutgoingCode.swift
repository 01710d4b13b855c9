import PerronDomain
import PerronSecrets
import PerronStorage

/// A provisional password that must be handed over by e-mail now. In memory only: what is stored of it is a digest.
package struct OutgoingCode: Redacted {
    package let order: DispatchOrder
    package let reader: Addressee
    package let email: EmailAddress
    package let language: Language
    package let code: ProvisionalPassword
    /// Its digest: the code of this very try, and of no other of the order.
    package let codeID: Identifier<ProvisionalPasswordDigest>
    package let expiresAt: Instant
    /// For its return path.
    package let token: ReturnToken
}

/// Whose file a message is about. Two people may read one mailbox, so every message names them.
package struct Addressee: Redacted {
    package let recordID: Identifier<PensionRecord>
    package let name: PersonName
    package let number: FileNumber
    /// For a minor or a ward: the message speaks to whoever represents them.
    package let isRepresented: Bool

    init(_ record: PensionRecord, on day: CalendarDay) {
        recordID = record.id
        name = record.name
        number = record.number
        isRepresented = record.isRepresented(on: day)
    }
}
