import PerronDomain
import Testing

struct ReturnPathTests {
    private static let token = ReturnToken(bytes: Array(1...15))
    private static let path = ReturnPath(EmailAddress("rebonds@caisse.example")!)!

    @Test func `each e-mail comes back to an address of its own, which says which it was`() {
        let own = Self.path.address(for: Self.token)

        #expect(own.value == "rebonds+0102030405060708090a0b0c0d0e0f@caisse.example")
        #expect(Self.path.token(in: own) == Self.token)
        #expect(Self.path.token(in: EmailAddress(own.value.uppercased())!) == Self.token)
    }

    @Test(arguments: [
        "rebonds@caisse.example", "rebonds+@caisse.example", "rebonds+0102@caisse.example",
        "rebonds+0102030405060708090a0b0c0d0e0f10@caisse.example",
        "rebonds+0102030405060708090a0b0c0d0e0g@caisse.example", "autre+0102030405060708090a0b0c0d0e0f@caisse.example",
        "rebonds+0102030405060708090a0b0c0d0e0f@autre.example", "rebonds+0102030405060708090a0b0c0d0e0f@caisse.example.org",
    ])
    func `no other address holds a token`(address: String) throws {
        #expect(Self.path.token(in: try #require(EmailAddress(address))) == nil)
    }

    @Test func `an address with no room for a token is none to return to`() {
        #expect(ReturnPath(EmailAddress(String(repeating: "r", count: 33) + "@caisse.example")!) != nil)
        #expect(ReturnPath(EmailAddress(String(repeating: "r", count: 34) + "@caisse.example")!) == nil)
    }

    @Test(arguments: [
        ("5.1.1", true), ("5.0.0", true), ("5.1.10", true), ("5.2.1", true), ("5.4.4", true), ("5.1.8", false), ("5.2.2", false),
        ("5.3.4", false), ("5.7.1", false), ("5.4.1", false), ("4.1.1", false), ("2.1.5", false),
    ])
    func `a status says whether the mailbox is not there, or only that this message was refused`(text: String, isDead: Bool) throws {
        let status = try #require(MailStatus(text))

        #expect(status.saysAddressIsDead == isDead)
        #expect(status.description == text)
    }

    @Test(arguments: ["", "5", "5.1", "5.1.1.1", "3.1.1", "5..1", "five", "5.1.1000", "٥.١.١", "-5.1.1"])
    func `what is no status is refused`(text: String) {
        #expect(MailStatus(text) == nil)
    }
}
