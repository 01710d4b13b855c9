import PerronDomain
import PerronSecrets
import PerronStorage
import PerronTestSupport
import PerronWorkflows

extension House {
    func signIn(
        _ number: FileNumber, _ password: String, proof: RobotProof = .missing, network: Network = .local, browser: Token? = nil,
        session: Token? = nil
    ) async throws -> SignIn.Decision {
        try await SignIn(base, passwords: passwords)(
            SignIn.Attempt(
                number: number, password: CandidatePassword(password), proof: proof, network: network,
                former: FormerTokens(session: session, browser: browser)))
    }

    /// A restricted session with the code as it was printed.
    func holder(of clear: ProvisionalPassword, _ person: Cast.Person) async throws -> CodeHolder {
        guard case .chooseYourPassword(let tokens) = try await signIn(person.number, clear.shown) else { throw NotThere() }
        return try await holder(tokens)
    }

    func holder(_ tokens: SessionTokens) async throws -> CodeHolder {
        guard case .codeHolder(let holder) = try await ReadSession(base)(tokens.session) else { throw NotThere() }
        return holder
    }

    func member(_ tokens: SessionTokens) async throws -> SignedInMember {
        guard case .member(let member) = try await ReadSession(base)(tokens.session) else { throw NotThere() }
        return member
    }

    func choice(
        _ person: Cast.Person, password: String = House.goodPassword, birthDate: CalendarDay? = nil, email: EmailAddress? = nil
    ) -> ChoosePassword.Choice {
        ChoosePassword.Choice(
            birthDate: birthDate ?? person.birthDate, password: CandidatePassword(password), email: email, language: .french,
            former: .none)
    }

    func newPassword(
        present: String = House.goodPassword, new: String = House.otherPassword, former: FormerTokens = .none
    ) -> ChangePassword.Change {
        ChangePassword.Change(present: CandidatePassword(present), new: CandidatePassword(new), former: former)
    }

    /// Opens an account the whole way: request, code, restricted session, choice. What the browser then holds.
    func opened(_ person: Cast.Person, _ channel: AccessChannel = .email) async throws -> SessionTokens {
        let code = try await code(for: person, channel)
        let decision = try await choose(holder(of: code.clear, person), choice(person))
        guard case .chosen(let tokens) = decision else { throw NotThere() }
        return tokens
    }

    /// Notices that wait, ordered by kind and then by address; nil is a letter.
    func notices() async throws -> [(kind: Notice.Kind, email: String?)] {
        try await database.read { tx in
            try tx.query("SELECT kind, email FROM notice ORDER BY kind, email").map {
                (try $0.notice("kind"), try $0.optionalText("email"))
            }
        }
    }
}

extension Row {
    fileprivate func notice(_ column: String) throws -> Notice.Kind { try choice(column) }
}

extension ReadSession.Reading {
    /// In one word, for comparing.
    var word: String {
        switch self {
        case .member: "member"
        case .codeHolder: "codeHolder"
        case .ended: "ended"
        case .endedChoosing(nil): "ended choosing"
        case .endedChoosing(let reason?): "ended choosing \(reason)"
        case .none: "none"
        }
    }
}

extension SignIn.Decision {
    /// In one word, for comparing.
    var word: String {
        switch self {
        case .signedIn: "signedIn"
        case .chooseYourPassword: "chooseYourPassword"
        case .codeExpired: "codeExpired"
        case .codeUsed: "codeUsed"
        case .codeVoided: "codeVoided"
        case .wrong: "wrong"
        case .slowDown: "slowDown"
        case .robot: "robot"
        case .busy: "busy"
        }
    }
}

extension ChoosePassword.Decision {
    /// In one word, for comparing.
    var word: String {
        switch self {
        case .chosen: "chosen"
        case .wrongBirthDate(let left): "wrongBirthDate \(left)"
        case .refused: "refused"
        case .sameAsCode: "sameAsCode"
        case .tooLate(let reason): "tooLate \(reason)"
        }
    }
}

extension ChangePassword.Decision {
    /// In one word, for comparing.
    var word: String {
        switch self {
        case .changed: "changed"
        case .wrongPassword: "wrongPassword"
        case .refused: "refused"
        case .slowDown: "slowDown"
        }
    }
}
