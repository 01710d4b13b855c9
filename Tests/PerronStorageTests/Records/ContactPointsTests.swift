import PerronDomain
import PerronStorage
import Testing

struct ContactPointsTests {
    private let registry = EmailAddress("camille.moreau@exemple.fr")!
    private let own = EmailAddress("camille@ailleurs.fr")!

    @Test(arguments: EngineUnderTest.allCases)
    func `an address that a member gives is unused until its code is typed, and ripe after its days`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let record = try #require(try await find(shelf.camille, in: shelf))
        let contact: Identifier<ContactPoint> = shelf.newID()
        let ripe = shelf.now.adding(.days(7))
        let digest = StoredDigest(keyID: "k", bytes: [1, 2])

        try await shelf.database.write { tx in
            try ContactPoints(tx).insert(contact, record: record.id, email: own, now: shelf.now)
            _ = try ContactPoints(tx).setCode(digest, for: contact, expiresAt: ripe)
        }
        let before = try await addresses(record, at: ripe, in: shelf)
        let confirmed = try await shelf.database.write { tx in
            let contacts = ContactPoints(tx)
            let found = try contacts.awaiting(digest.bytes, of: record.id, now: shelf.now)?.id
            return (
                found, try contacts.awaiting([9], of: record.id, now: shelf.now),
                try contacts.awaiting(digest.bytes, of: record.id, now: ripe),
                try contacts.confirm(contact, of: shelf.henri, usableFrom: ripe, now: shelf.now),
                try contacts.confirm(contact, of: record.id, usableFrom: ripe, now: shelf.now),
                try contacts.confirm(contact, of: record.id, usableFrom: ripe, now: shelf.now)
            )
        }

        #expect(before == [registry, registry])
        #expect(confirmed == (contact, nil, nil, false, true, false))
        #expect(try await addresses(record, at: ripe.subtracting(.milliseconds(1)), in: shelf) == [registry, own, registry])
        #expect(try await addresses(record, at: ripe, in: shelf) == [own, own, registry])
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `confirming an address ends the one before`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let record = try #require(try await find(shelf.henri, in: shelf))
        let (first, second): (Identifier<ContactPoint>, Identifier<ContactPoint>) = (shelf.newID(), shelf.newID())
        let other = try #require(EmailAddress("camille@nouveau.fr"))

        try await shelf.database.write { tx in
            let contacts = ContactPoints(tx)
            try contacts.insert(first, record: record.id, email: own, now: shelf.now)
            _ = try contacts.confirm(first, of: record.id, usableFrom: shelf.now, now: shelf.now)
            try contacts.insert(second, record: record.id, email: other, now: shelf.now)
            _ = try contacts.confirm(second, of: record.id, usableFrom: shelf.now, now: shelf.now)
        }

        #expect(try await addresses(record, at: shelf.now, in: shelf) == [other, other])
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `an address that stands twice gets one notice`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let record = try #require(try await find(shelf.camille, in: shelf))
        let contact: Identifier<ContactPoint> = shelf.newID()
        let same = try #require(EmailAddress("Camille.Moreau@exemple.fr"))

        try await shelf.database.write { tx in
            try ContactPoints(tx).insert(contact, record: record.id, email: same, now: shelf.now)
            _ = try ContactPoints(tx).confirm(contact, of: record.id, usableFrom: shelf.now, now: shelf.now)
        }

        #expect(try await addresses(record, at: shelf.now, in: shelf) == [same, same])
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `an address that replaced another of the registry's shares its notices with it, and leaves it the codes, for its days`(
        engine: EngineUnderTest
    ) async throws {
        let shelf = try await Shelf(engine)
        let former = RegistryEmail(value: registry, former: own, changedAt: shelf.now)
        try await shelf.database.write { tx in try RegistryRows(tx).keep(former, of: shelf.camille) }
        let record = try #require(try await find(shelf.camille, in: shelf))
        let ripe = shelf.now.adding(.days(7))

        #expect(try await addresses(record, at: ripe.subtracting(.milliseconds(1)), in: shelf) == [own, registry, own])
        #expect(try await addresses(record, at: ripe, in: shelf) == [registry, registry])
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `a file reads back as it was written, and nobody's is nothing`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let number = try FileNumber("2614073")

        let record = try await shelf.database.read { tx in try PensionRecords(tx).find(number) }

        #expect(record?.id == shelf.camille)
        #expect(record?.birthDate?.iso == "1988-03-14")
        #expect(record?.address?.territory == .mainland)
        #expect(record?.registryEmail == registry)
        #expect(record?.name.greeting == "Camille Moreau")
        #expect(try await find(.nobody, in: shelf) == nil)
        #expect(try await shelf.database.read { tx in try PensionRecords(tx).count() } == 2)
    }

    private func find(_ id: Identifier<PensionRecord>, in shelf: Shelf) async throws -> PensionRecord? {
        try await shelf.database.read { tx in try PensionRecords(tx).find(id) }
    }

    /// Where a code may go, then where notices go.
    private func addresses(_ record: PensionRecord, at now: Instant, in shelf: Shelf) async throws -> [EmailAddress?] {
        try await shelf.database.read { tx in
            [try ContactPoints(tx).emailForAccess(of: record, now: now, newAddressDays: 7)]
                + (try ContactPoints(tx).emailsForNotices(of: record, now: now, newAddressDays: 7))
        }
    }
}
