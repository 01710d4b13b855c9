import PerronDomain
import PerronSecrets
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

/// Who is told what, in the transaction that it tells of.
struct NoticeTests {
    @Test func `a first opening by e-mail is told by e-mail and by letter`() async throws {
        let house = try await House()

        _ = try await house.opened(Cast.camille, .email)

        let notices = try await house.notices()
        #expect(notices.map(\.kind) == [.openedByEmail, .passwordChosen])
        #expect(notices.map(\.email) == [nil, Cast.camille.email?.value])
    }

    @Test func `a first opening by letter needs no second letter`() async throws {
        let house = try await House()

        _ = try await house.opened(Cast.camille, .letter)
        _ = try await house.opened(Cast.henri, .letter)

        #expect(try await house.notices().map(\.kind) == [.passwordChosen])
    }

    @Test func `a later reset by e-mail is told by e-mail alone`() async throws {
        let house = try await House()
        _ = try await house.opened(Cast.camille)

        let code = try await house.code(for: Cast.camille)
        _ = try await house.choose(
            house.holder(of: code.clear, Cast.camille), house.choice(Cast.camille, password: House.otherPassword))

        #expect(try await house.notices().map(\.kind) == [.openedByEmail, .passwordChosen, .passwordChosen])
    }

    @Test func `a choice that fails tells nobody`() async throws {
        let house = try await House()
        let code = try await house.code(for: Cast.camille)

        _ = try await house.choose(house.holder(of: code.clear, Cast.camille), house.choice(Cast.camille, password: "court"))

        #expect(try await house.notices().isEmpty)
    }
}
