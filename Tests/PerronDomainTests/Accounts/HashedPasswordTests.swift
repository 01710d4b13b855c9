import PerronDomain
import Testing

struct HashedPasswordTests {
    @Test func `a stored password reads back and does not print`() throws {
        let text = "3f9a01c2:$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA"

        let password = try #require(HashedPassword(stored: text))

        #expect(password.stored == text)
        #expect(password.pepperID == "3f9a01c2")
        #expect("\(password) \(String(reflecting: password))" == "[redacted] [redacted]")
    }

    @Test(arguments: ["", ":", "3f9a01c2", ":$argon2id$v=19", "3f9a01c2:$argon2i$v=19", "3f9a01c2:$2b$10$abc"])
    func `a text of another making is none`(text: String) {
        #expect(HashedPassword(stored: text) == nil)
    }
}
