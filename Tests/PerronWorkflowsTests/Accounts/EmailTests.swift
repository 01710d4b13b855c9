import PerronDomain
import PerronSecrets
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

struct EmailTests {
    private let own = EmailAddress("henri@ailleurs.fr")!

    @Test func `an address is taken where none is on file, and its code is asked for`() async throws {
        let house = try await House()
        let code = try await house.code(for: Cast.henri, .letter)
        let holder = try await house.holder(of: code.clear, Cast.henri)
        let offers = try await house.choose.offersEmail(holder.record)

        _ = try await house.choose(holder, house.choice(Cast.henri, email: own))

        let notices = try await house.notices()
        #expect(offers)
        #expect(notices.map(\.kind) == [.confirmEmail])
        #expect(notices.map(\.email) == [own.value])
        #expect(try await ConfirmEmail(house.base).awaiting(house.record(Cast.henri)) == own)
    }

    @Test func `an address that is on file is not replaced this way`() async throws {
        let house = try await House()
        let code = try await house.code(for: Cast.camille)
        let holder = try await house.holder(of: code.clear, Cast.camille)
        let offers = try await house.choose.offersEmail(holder.record)

        _ = try await house.choose(holder, house.choice(Cast.camille, email: own))

        #expect(!offers)
        #expect(try await house.count("contact_point") == 0)
    }

    @Test func `an address is confirmed by the code sent to it, and carries no code for seven days`() async throws {
        let house = try await House()
        let member = try await henri(in: house)
        let right = try await send(to: member, in: house)
        let confirm = ConfirmEmail(house.base)

        #expect(try await confirm(ProvisionalPassword(canonical: "000000000000"), for: member) == .wrongCode)
        #expect(try await confirm(right, for: member) == .confirmed(own))
        #expect(try await confirm(right, for: member) == .wrongCode)

        let now = house.clock.now()
        let addresses = try await house.database.read { tx in
            [
                try ContactPoints(tx).emailForAccess(
                    of: member.record, now: now.adding(.days(7)).subtracting(.milliseconds(1)), newAddressDays: 7),
                try ContactPoints(tx).emailForAccess(of: member.record, now: now.adding(.days(7)), newAddressDays: 7),
            ]
        }
        #expect(addresses == [nil, own])
        #expect(try await ReadMemberSpace(house.base)(member).email == own)
        #expect(try await house.events(of: member.record.id.text).contains(.confirmEmail))
    }

    @Test func `the code for an address runs out`() async throws {
        let house = try await House()
        let member = try await henri(in: house)
        let right = try await send(to: member, in: house)
        house.clock.advance(.hours(24))

        #expect(try await ConfirmEmail(house.base)(right, for: member) == .wrongCode)
    }

    @Test func `another's code confirms nothing`() async throws {
        let house = try await House()
        let code = try await send(to: henri(in: house), in: house)
        let camille = try await house.member(house.opened(Cast.camille))

        #expect(try await ConfirmEmail(house.base)(code, for: camille) == .wrongCode)
    }

    @Test func `the code may be sent again after two minutes, six times in a day`() async throws {
        let house = try await House()
        let member = try await henri(in: house)
        let give = GiveEmail(house.base) {}

        let atOnce = try await give.again(for: member, language: .french)
        var later: [GiveEmail.Decision] = []
        for _ in 0..<6 {
            house.clock.advance(.minutes(3))
            later.append(try await give.again(for: member, language: .french))
        }

        #expect(atOnce == .tooSoon)
        #expect(later.dropLast() == ArraySlice([GiveEmail.Decision](repeating: .sent, count: 5)))
        #expect(later.last == .enough(until: FixedClock.start.adding(.days(1))))
        #expect(try await house.notices().count == 6)
    }

    private func henri(in house: House) async throws -> SignedInMember {
        let code = try await house.code(for: Cast.henri, .letter)
        let decision = try await house.choose(
            house.holder(of: code.clear, Cast.henri), house.choice(Cast.henri, email: own))
        guard case .chosen(let tokens) = decision else { throw House.NotThere() }
        return try await house.member(tokens)
    }

    /// What the worker does with the notice.
    private func send(to member: SignedInMember, in house: House) async throws -> ProvisionalPassword {
        let clear = ProvisionalPassword.random(from: house.random)
        let digest = ProvisionalPasswordDigests(keys: house.base.keys).digest(of: clear, for: member.record.id)
        let expiry = house.clock.now().adding(.hours(24))
        let isSet = try await house.database.write { tx in
            let contact = try #require(try ContactPoints(tx).waiting(own, of: member.record.id))
            return try ContactPoints(tx).setCode(digest, for: contact, expiresAt: expiry)
        }
        #expect(isSet)
        return clear
    }
}
