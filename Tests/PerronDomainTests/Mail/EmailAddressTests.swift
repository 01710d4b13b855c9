import PerronDomain
import Testing

struct EmailAddressTests {
    @Test(arguments: [
        ("camille.moreau@exemple.fr", "camille.moreau@exemple.fr"), ("  camille@exemple.fr\n", "camille@exemple.fr"),
        ("Camille.Moreau@Exemple.FR", "Camille.Moreau@exemple.fr"), ("a+b_c-d'e@x-y.co.uk", "a+b_c-d'e@x-y.co.uk"), ("1@2.fr", "1@2.fr"),
    ])
    func `an address is taken, its domain in small letters`(typed: String, value: String) {
        #expect(EmailAddress(typed)?.value == value)
    }

    @Test(arguments: [
        "", "@", "camille", "camille@", "@exemple.fr", "camille@exemple", "a@b@c.fr", "a b@exemple.fr", ".a@exemple.fr", "a.@exemple.fr",
        "a..b@exemple.fr", "a@-exemple.fr", "a@exemple-.fr", "a@exemple..fr", "a@.fr", "a@exemple.fr.", "\"a\"@exemple.fr", "a@[127.0.0.1]",
        "é@exemple.fr", "a@exémple.fr", "a@exemple.fr\r\nRCPT TO:<x@y.fr>", "a\r\nBcc: x@exemple.fr", "a\r\n@exemple.fr",
        "a@exem\r\nple.fr",
        "a\n@exemple.fr", "a@exemple.fr\0", "a\0@exemple.fr", "<a@exemple.fr>", "a,b@exemple.fr",
    ])
    func `what a mail server would stumble over is refused`(typed: String) {
        #expect(EmailAddress(typed) == nil)
    }

    @Test func `the lengths of RFC 5321 hold`() {
        let (local, label) = (String(repeating: "a", count: 64), String(repeating: "b", count: 63))

        #expect(EmailAddress("\(local)@\(label).fr") != nil)
        #expect(EmailAddress("a\(local)@exemple.fr") == nil)
        #expect(EmailAddress("a@b\(label).fr") == nil)
        #expect(EmailAddress("\(local)@\(label).\(label).\(label).fr") == nil)
    }

    @Test func `an address prints masked`() throws {
        let email = try #require(EmailAddress("camille.moreau@exemple.fr"))
        var dumped = ""
        dump(email, to: &dumped)

        #expect(email.masked == "c•••@e•••.fr")
        #expect("\(email)" == email.masked)
        #expect(!"\(dumped) \(String(reflecting: email))".contains("moreau"))
    }

    @Test func `case does not tell two addresses apart when they are compared`() {
        #expect(EmailAddress("Roussel@exemple.fr")?.folded == EmailAddress("roussel@EXEMPLE.fr")?.folded)
    }
}
