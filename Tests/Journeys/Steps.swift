import PerronDomain
import PerronPages
import PerronStorage
import PerronTestSupport
import PerronWorkflows

/// The journey's steps, for stories that begin in the middle.
extension Portal {
    /// Steps 1 to 6, without scripts: the browser stands at what comes and by when.
    @discardableResult
    func ask(_ number: FileNumber, as role: Role, by channel: AccessChannel, in browser: Browser) async throws -> Answer {
        try await browser.open(.accessRequest)
        clock.advance(.seconds(25))
        try await browser.send([.role: role.formValue, .number: number.digits, .robot: "oui"], to: .accessRequest)
        return try await browser.send([.channel: channel.formValue], to: .accessChannel)
    }

    @discardableResult
    func ask(_ person: Cast.Person, by channel: AccessChannel, in browser: Browser) async throws -> Answer {
        try await ask(person.number, as: RolePolicy.role(of: person.number.series), by: channel, in: browser)
    }

    /// Step 7, or any sign-in.
    @discardableResult
    func signIn(_ number: FileNumber, with password: String, in browser: Browser) async throws -> Answer {
        try await browser.open(.signIn)
        return try await browser.send([.number: number.digits, .password: password], to: .signIn)
    }

    /// Step 8.
    @discardableResult
    func choose(_ password: String = Portal.password, born: CalendarDay, in browser: Browser) async throws -> Answer {
        try await browser.send(born.typed.merging([.password: password]) { $1 }, to: .choosePassword)
    }

    /// All of them, by e-mail.
    func openSpace(of person: Cast.Person, in browser: Browser) async throws {
        try await ask(person, by: .email, in: browser)
        try await signIn(person.number, with: try await code(mailedTo: person), in: browser)
        try await choose(born: person.birthDate, in: browser)
    }

    /// The mail house takes the letters that were gathered.
    func handOver() async throws {
        while let batch = try await ReadBatch(house.base)() { try await HandOverBatch(house.base).settle(batch.batch.id) }
    }

    static let password = "lavande girafe cuivre nantes"
}

extension CalendarDay {
    var typed: [FormField: String] {
        [.birthDay: String(day), .birthMonth: String(month), .birthYear: String(year)]
    }
}
