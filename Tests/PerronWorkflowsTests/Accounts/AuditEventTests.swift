import PerronDomain
import PerronSecrets
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

/// Each change of state leaves its event in the transaction that made it.
struct AuditEventTests {
    private enum Step: String, CaseIterable, Sendable {
        case start, confirm, restricted, wrongBirthDate, fiveWrongBirthDates, choose, chooseAgain, signIn, wrongPassword, signOut,
            everywhere
        case change, giveEmail
    }

    private static let table: [Step: [AuditVerb]] = [
        .start: [.startRequest],
        .confirm: [.startRequest, .confirmRequest],
        .restricted: [.signInRestricted],
        .wrongBirthDate: [.signInRestricted, .rejectBirthDate],
        .fiveWrongBirthDates: [.signInRestricted] + Array(repeating: .rejectBirthDate, count: 5) + [.voidCode, .notify],
        .choose: [.signInRestricted, .signIn, .recogniseBrowser, .redeemCode, .openAccount, .notify, .notify],
        .chooseAgain: [.signInRestricted, .signIn, .recogniseBrowser, .redeemCode, .changePassword, .notify],
        .signIn: [.signIn, .recogniseBrowser],
        .wrongPassword: [.rejectSignIn],
        .signOut: [.signOut],
        .everywhere: [.endSessions],
        .change: [.signIn, .recogniseBrowser, .changePassword, .notify],
        .giveEmail: [.signInRestricted, .signIn, .recogniseBrowser, .redeemCode, .openAccount, .notify, .giveEmail],
    ]

    @Test(arguments: Step.allCases.map(\.rawValue))
    func `every step leaves its events`(name: String) async throws {
        let step = try #require(Step(rawValue: name))
        let house = try await House()
        let walk = try await prepare(step, house)
        let before = try await log(house)

        try await walk()

        let verbs = try await log(house).filter { before[$0.key] == nil }.map(\.value)
        #expect(verbs.sorted { $0.rawValue < $1.rawValue } == Self.table[step]?.sorted { $0.rawValue < $1.rawValue })
    }

    @Test func `codes that a new password voids are logged, each`() async throws {
        let house = try await House()
        let (used, other) = (try await house.code(for: Cast.camille), try await house.code(for: Cast.camille))
        let tokens = try await chosen(with: used.clear, house)
        let third = try await house.code(for: Cast.camille)
        _ = try await house.change(house.member(tokens), house.newPassword())

        let voided = try await house.database.read { tx in
            try tx.query("SELECT object, detail FROM audit_event WHERE verb = 'voidCode'").map {
                try $0.text("object") + " " + $0.text("detail")
            }
        }

        #expect(Set(voided) == ["\(other.id.text) passwordChosen", "\(third.id.text) passwordChanged"])
    }

    private func chosen(with code: ProvisionalPassword, _ house: House) async throws -> SessionTokens {
        guard case .chosen(let tokens) = try await house.choose(house.holder(of: code, Cast.camille), house.choice(Cast.camille)) else {
            throw House.NotThere()
        }
        return tokens
    }

    @Test func `the log holds ids, never a number, a name, an address or a code`() async throws {
        let house = try await House()
        let code = try await house.code(for: Cast.camille)
        _ = try await house.signIn(Cast.camille.number, "no")
        _ = try await house.choose(house.holder(of: code.clear, Cast.camille), house.choice(Cast.camille))

        let log = try await house.database.read { tx in
            try tx.query("SELECT subject, object, detail FROM audit_event").flatMap {
                [try $0.text("subject"), try $0.optionalText("object") ?? "", try $0.optionalText("detail") ?? ""]
            }.joined(separator: " ")
        }

        #expect(log.count > 200)
        for secret in ["2614073", "MOREAU", "Moreau", "@", "LIMOGES", code.clear.canonical, "1988"] { #expect(!log.contains(secret)) }
    }

    /// What comes before the step, and the step itself.
    private func prepare(_ step: Step, _ house: House) async throws -> @Sendable () async throws -> Void {
        switch step {
        case .start: return { _ = try await house.start(Cast.camille.number) }
        case .confirm: return { _ = try await house.confirmed(Cast.camille.number) }
        case .restricted:
            let code = try await house.code(for: Cast.camille)
            return { _ = try await house.signIn(Cast.camille.number, code.clear.shown) }
        case .wrongBirthDate: return try await wrongDates(1, house)
        case .fiveWrongBirthDates: return try await wrongDates(5, house)
        case .choose: return try await choosing(Cast.camille, email: nil, house)
        case .chooseAgain:
            _ = try await house.opened(Cast.camille)
            return try await choosing(Cast.camille, email: nil, house)
        case .giveEmail: return try await choosing(Cast.henri, email: EmailAddress("henri@ailleurs.fr"), house)
        case .signIn, .wrongPassword:
            _ = try await house.opened(Cast.camille)
            return { _ = try await house.signIn(Cast.camille.number, step == .signIn ? House.goodPassword : "no") }
        case .signOut, .everywhere, .change:
            let member = try await house.member(house.opened(Cast.camille))
            return { try await leave(step, member, house) }
        }
    }

    private func wrongDates(_ count: Int, _ house: House) async throws -> @Sendable () async throws -> Void {
        let code = try await house.code(for: Cast.camille)
        return {
            let holder = try await house.holder(of: code.clear, Cast.camille)
            for _ in 0..<count { _ = try await house.choose(holder, house.choice(Cast.camille, birthDate: Cast.lina.birthDate)) }
        }
    }

    private func choosing(_ person: Cast.Person, email: EmailAddress?, _ house: House) async throws -> @Sendable () async throws -> Void {
        let code = try await house.code(for: person, person.email == nil ? .letter : .email)
        return {
            _ = try await house.choose(
                house.holder(of: code.clear, person), house.choice(person, password: House.otherPassword, email: email))
        }
    }

    @Sendable private func leave(_ step: Step, _ member: SignedInMember, _ house: House) async throws {
        switch step {
        case .signOut: try await EndSessions(house.base).here(member.session)
        case .everywhere: try await EndSessions(house.base).everywhere(member)
        default:
            _ = try await house.change(member, house.newPassword())
        }
    }

    /// Every event's verb, by id.
    private func log(_ house: House) async throws -> [String: AuditVerb] {
        try await house.database.read { tx in
            try tx.query("SELECT id, verb FROM audit_event").reduce(into: [:]) {
                $0[try $1.text("id")] = try $1.choice("verb") as AuditVerb
            }
        }
    }
}
