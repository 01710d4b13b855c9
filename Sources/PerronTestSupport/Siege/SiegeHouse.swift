import Foundation
import PerronDomain
import PerronSecrets
import PerronStorage
import PerronWorkflows

/// A house that attacks are tried on: the real workflows on SQLite, a clock that the siege moves. A robot check is solved at difficulty 1
/// here; what it would have cost is counted.
package struct SiegeHouse: Sendable {
    package let house: PostHouse
    private let passwords: MemberPasswords

    package static let password = "lavande girafe cuivre nantes"

    /// - Parameter cost: of one sign-in; `Argon2Cost.standard` is the product's.
    package init(cost: Argon2Cost, _ change: (inout Limits) -> Void = { _ in }) async throws {
        var limits = Limits()
        limits.robot.difficulty = 1
        limits.robot.puzzles = 1
        change(&limits)
        house = try await PostHouse(limits: limits)
        let fund = PensionFund(
            name: "Caisse", shortName: "CARSO", publicURL: "http://localhost:8080", postalAddress: ["87000 LIMOGES"],
            telephone: "05 00 00 00 00", openingHours: "", emailSender: EmailAddress("espace@carso.example")!)
        passwords = MemberPasswords(
            rules: PasswordRules(common: CommonPasswords(text: "soleil\n")),
            hasher: PasswordHasher(keys: house.base.keys, random: house.base.random, cost: cost),
            pool: HashingPool(lanes: ProcessInfo.processInfo.activeProcessorCount), fund: fund)
    }

    package var base: Foundations { house.base }
    package var clock: FixedClock { house.clock }

    /// One network of very many.
    package static func network(_ index: Int) -> Network {
        Network(packed: [10, UInt8(index >> 8 & 255), UInt8(index & 255), 1])!
    }

    /// Of members at home, each on a network of their own.
    package static func home(_ index: Int) -> Network {
        Network(packed: [172, UInt8(index >> 8 & 255), UInt8(index & 255), 1])!
    }

    /// A solved robot check, and how many hashes it would have taken at the default difficulty, on average.
    package func proof(_ form: RobotCheck.Form, _ network: Network) async throws -> (proof: RobotProof, hashes: Double) {
        let challenge = try await OfferRobotCheck(base)(form, network: network).challenge
        let usual = Limits.Robot()
        let bits = usual.difficulty + challenge.difficulty - base.limits.robot.difficulty
        return (
            .work(challenge: challenge.text, solution: ProofOfWork.solve(challenge)), Double(usual.puzzles) * Double(1 << bits)
        )
    }

    package func signIn(
        _ number: FileNumber, _ password: String, proof: RobotProof = .missing, from network: Network, browser: Token? = nil
    ) async throws -> SignIn.Decision {
        try await SignIn(base, passwords: passwords)(
            SignIn.Attempt(
                number: number, password: CandidatePassword(password), proof: proof, network: network,
                former: FormerTokens(browser: browser)))
    }

    /// Both forms of the way in; nil where the request was not taken.
    package func ask(
        _ number: FileNumber, by channel: AccessChannel, from network: Network
    ) async throws -> (request: Identifier<AccessRequest>?, hashes: Double) {
        let (proof, hashes) = try await proof(.access, network)
        let decision = try await StartAccessRequest(base)(number: number, language: .french, proof: proof, network: network)
        guard case .started(let id) = decision else { return (nil, hashes) }
        let confirm = ConfirmAccessRequest(base) {}
        guard case .confirmed = try await confirm(id, channel: channel, language: .french) else { return (nil, hashes) }
        return (id, hashes)
    }

    /// A code by e-mail, as the member then holds it.
    package func code(for person: Cast.Person, from network: Network) async throws -> ProvisionalPassword {
        let asked = try await ask(person.number, by: .email, from: network).request
        while let order = try await LeaseDispatch(base)(.emails) {
            guard case .handOver(let outgoing) = try await DecideDispatch(base)(order) else { continue }
            _ = try await SettleEmail(base)(outgoing, .delivered)
            if order.requestID == asked { return outgoing.code }
        }
        throw PostHouse.Missing()
    }

    /// Opens the space the whole way; what the browser then holds.
    package func opened(_ person: Cast.Person, from network: Network) async throws -> SessionTokens {
        let code = try await code(for: person, from: network)
        guard case .chooseYourPassword(let tokens) = try await signIn(person.number, code.shown, from: network),
            case .codeHolder(let holder) = try await ReadSession(base)(tokens.session),
            case .chosen(let chosen) = try await ChoosePassword(base, passwords: passwords, wakeWorker: {})(
                holder,
                ChoosePassword.Choice(
                    birthDate: person.birthDate, password: CandidatePassword(SiegeHouse.password), email: nil, language: .french,
                    former: .none))
        else { throw PostHouse.Missing() }
        return chosen
    }
}
