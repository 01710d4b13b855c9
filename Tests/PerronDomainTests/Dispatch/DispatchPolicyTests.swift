import PerronDomain
import Testing

struct DispatchPolicyTests {
    private let policy = DispatchPolicy(limits: Limits())
    private let today = CalendarDay(year: 2026, month: 11, day: 24)!
    private let email = EmailAddress("camille.moreau@exemple.fr")!
    private let address = try! PostalAddress(
        lines: ["MME CAMILLE MOREAU", "", "", "14 RUE DES ERABLES", "", "87000 LIMOGES"], country: "FR")

    @Test(arguments: AccessChannel.allCases)
    func `a number that is nobody's gets nothing`(channel: AccessChannel) {
        #expect(decide(channel, nil, email: nil) == .nothing(.unknownNumber))
    }

    @Test(arguments: AccessChannel.allCases)
    func `a closed file gets nothing, even of a holder who died`(channel: AccessChannel) {
        let record = record(diedOn: today, closedAt: Instant(seconds: 0))

        #expect(decide(channel, record, email: email) == .nothing(.closedFile))
    }

    @Test(arguments: AccessChannel.allCases)
    func `nothing is sent to the dead: staff are asked`(channel: AccessChannel) {
        #expect(decide(channel, record(diedOn: today), email: email) == .askStaff(.deceased))
    }

    @Test func `each channel that has an address is taken`() {
        #expect(decide(.email, record(), email: email) == .email(email))
        #expect(decide(.letter, record(), email: email) == .letter(address, representative: false))
    }

    @Test func `without an e-mail address on file a letter leaves instead`() {
        #expect(decide(.email, record(), email: nil) == .letter(address, representative: false))
    }

    @Test func `an address that is missing or can't be delivered to goes to staff`() throws {
        let nowhere = try PostalAddress(lines: ["MME CAMILLE MOREAU", "", "", "14 RUE DES ERABLES"], country: "FR")

        #expect(decide(.letter, record(address: nil), email: email) == .askStaff(.noAddress))
        #expect(decide(.email, record(address: nil), email: nil) == .askStaff(.noAddress))
        #expect(decide(.letter, record(address: nowhere), email: email) == .askStaff(.undeliverableAddress))
    }

    @Test func `where the post brought a letter back from, no further one goes; an e-mail does`() {
        let sent = SentBefore(letterCameBack: true)

        #expect(decide(.letter, record(), email: email, sent: sent) == .askStaff(.returnedLetter))
        #expect(decide(.email, record(), email: nil, sent: sent) == .askStaff(.returnedLetter))
        #expect(decide(.email, record(), email: email, sent: sent) == .email(email))
    }

    @Test(arguments: [
        (SentBefore(emailsInDay: 5), true), (SentBefore(emailsInDay: 6), false), (SentBefore(emailWithinPause: true), false),
        (SentBefore(lettersInDay: 9, lettersInMonth: 9), true),
    ])
    func `e-mails have a pause and a number a day`(sent: SentBefore, leaves: Bool) {
        #expect(decide(.email, record(), email: email, sent: sent) == (leaves ? .email(email) : .nothing(.emailQuota)))
    }

    @Test(arguments: [
        (SentBefore(lettersInMonth: 3), true), (SentBefore(lettersInMonth: 4), false),
        (SentBefore(lettersInDay: 1, lettersInMonth: 1), false),
        (SentBefore(emailWithinPause: true, emailsInDay: 9), true),
    ])
    func `letters have a number a day and a number a month`(sent: SentBefore, leaves: Bool) {
        let expected: DispatchDecision = leaves ? .letter(address, representative: false) : .nothing(.letterQuota)

        #expect(decide(.letter, record(), email: email, sent: sent) == expected)
        #expect(decide(.email, record(), email: nil, sent: sent) == expected)
    }

    @Test(
        arguments: [
            ("2014-09-19", nil, true), ("2008-11-25", nil, true), ("2008-11-24", nil, false),
            ("1988-03-14", Representative.guardianship, true),
            ("1988-03-14", nil, false), (nil, nil, false), (nil, Representative.legalGuardian, true),
        ] as [(String?, Representative?, Bool)])
    func `a minor's or a ward's letter goes to the representative`(birth: String?, representative: Representative?, represented: Bool) {
        let record = record(birthDate: birth.flatMap { CalendarDay(iso: $0) }, representative: representative)

        #expect(decide(.letter, record, email: nil) == .letter(address, representative: represented))
    }

    private func decide(
        _ channel: AccessChannel, _ record: PensionRecord?, email: EmailAddress?, sent: SentBefore = SentBefore()
    ) -> DispatchDecision {
        policy.decide(channel: channel, record: record, email: email, sent: sent, today: today)
    }

    private func record(diedOn: CalendarDay? = nil, closedAt: Instant? = nil) -> PensionRecord {
        record(address: address, diedOn: diedOn, closedAt: closedAt)
    }

    private func record(birthDate: CalendarDay?, representative: Representative?) -> PensionRecord {
        record(address: address, birthDate: birthDate, representative: representative)
    }

    private func record(
        address: PostalAddress?, birthDate: CalendarDay? = nil, diedOn: CalendarDay? = nil, representative: Representative? = nil,
        closedAt: Instant? = nil
    ) -> PensionRecord {
        PensionRecord(
            id: Identifier(stored: "01JDC6ZK3M7Q2V8X4T5R9W0YAB"), number: try! FileNumber("2614073"), situation: .contributing,
            name: PersonName(civility: .madam, familyName: "MOREAU", birthName: "MOREAU", givenNames: "Camille"), birthDate: birthDate,
            address: address, registryEmail: nil, diedOn: diedOn, representative: representative, closedAt: closedAt)
    }
}
