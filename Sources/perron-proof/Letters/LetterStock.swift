import PerronDomain
import PerronSecrets
import PerronStorage
import PerronTestSupport
import PerronWorkflows

/// Fills a spool with letters as decided orders leave them, many to a transaction.
struct LetterStock {
    static let fund = PensionFund(
        name: "Caisse de retraite des métiers du soin", shortName: "CARSO", publicURL: "https://espace.carso.example",
        postalAddress: ["12 RUE DES ERABLES", "87000 LIMOGES"], telephone: "05 00 00 00 00",
        openingHours: "du lundi au vendredi, de 9 h à 17 h", emailSender: EmailAddress("espace@carso.example")!)

    private static let chunk = 500

    private let house: PostHouse
    private let base: Foundations

    init(_ house: PostHouse) {
        self.house = house
        base = house.base
    }

    func fill(_ count: Int) async throws {
        try await TemporaryExport(Array(DemoExport.csv(people: count * 5 / 4 + 100).utf8)).imported(in: base)
        let numbers = try await base.database.read { tx in
            try tx.query(
                """
                SELECT number FROM pension_record WHERE country IS NOT NULL AND died_on IS NULL ORDER BY id LIMIT \(count)
                """
            ).map { try $0.number("number") }
        }
        for start in stride(from: 0, to: numbers.count, by: LetterStock.chunk) {
            let some = numbers[start..<min(start + LetterStock.chunk, numbers.count)]
            try await base.database.write { tx in
                for number in some { try spool(number, in: tx) }
            }
            house.clock.advance(.milliseconds(1))
        }
    }

    private func spool(_ number: FileNumber, in tx: any Transaction) throws {
        let now = base.clock.now()
        guard let record = try PensionRecords(tx).find(number), let address = record.address else { throw PostHouse.Missing() }
        let order = try order(number, now: now, in: tx)
        let posted = base.schedule.postingDay(now: now)
        let lastDay = base.schedule.lastDay(postedOn: posted, to: address.territory)
        let (code, id) = try code(record, order, expiresAt: base.schedule.expiry(lastDay: lastDay), now: now, in: tx)
        let letter = SpooledLetter(
            to: record, at: address, isRepresented: record.isRepresented(on: base.civilTime.day(of: now)), language: .french,
            postingDay: posted, body: .provisionalPassword(code, lastDay: lastDay))
        let letterID: Identifier<Letter> = base.newID(now)
        let sealed = SpoolCipher(keys: base.keys, random: base.random).seal(try letter.bytes(), letter: letterID.text)
        try Letters(tx).insert(
            letterID, of: record.id, from: .dispatch(order.id, code: id, lastDay: lastDay), in: .french, postingDay: posted,
            to: LetterDestination(
                address: AddressDigests(keys: base.keys).digest(of: address, for: record.id), territory: address.territory),
            spool: (bytes: sealed, key: base.keys.current(.spool).id), now: now)
    }

    private func order(_ number: FileNumber, now: Instant, in tx: any Transaction) throws -> DispatchOrder {
        let request: Identifier<AccessRequest> = base.newID(now)
        let order: Identifier<DispatchOrder> = base.newID(now)
        try AccessRequests(tx).insert(
            AccessRequest(
                id: request, number: number, role: RolePolicy.role(of: number.series), language: .french, isSlowLane: false,
                network: [1], startedAt: now))
        _ = try AccessRequests(tx).confirm(
            request, channel: .letter, language: .french, followUp: FollowUpNumber.random(from: base.random).canonical,
            startedAfter: now.subtracting(.hours(1)), now: now)
        try Outbox(tx).enqueue(order, request: request, channel: .letter, now: now)
        guard let order = try Outbox(tx).find(order) else { throw PostHouse.Missing() }
        return order
    }

    private func code(
        _ record: PensionRecord, _ order: DispatchOrder, expiresAt: Instant, now: Instant, in tx: any Transaction
    ) throws -> (ProvisionalPassword, Identifier<ProvisionalPasswordDigest>) {
        let code = ProvisionalPassword.random(from: base.random)
        let stored = ProvisionalPasswordDigests(keys: base.keys).digest(of: code, for: record.id)
        let id: Identifier<ProvisionalPasswordDigest> = base.newID(now)
        try ProvisionalPasswords(tx).insert(
            ProvisionalPasswordDigest(
                id: id, recordID: record.id, order: order, channel: .letter, digest: stored.bytes, keyID: stored.keyID, madeAt: now,
                expiresAt: expiresAt))
        return (code, id)
    }
}
