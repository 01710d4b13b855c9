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
        "a@exemple.fr\r\nRCPT TO:<x@y.fr>", "a\r\nBcc: x@exemple.fr", "a\r\n@exemple.fr",
        "a@exem\r\nple.fr",
        "a\n@exemple.fr", "a@exemple.fr\0", "a\0@exemple.fr", "<a@exemple.fr>", "a,b@exemple.fr",
    ])
    func `what a mail server would stumble over is refused`(typed: String) {
        #expect(EmailAddress(typed) == nil)
    }

    @Test(arguments: [
        ("jérôme@exemple.fr", "jérôme@exemple.fr"), ("Ἀριστοτέλης.2@exemple.fr", "Ἀριστοτέλης.2@exemple.fr"),
        ("a@bücher.example", "a@xn--bcher-kva.example"), ("a@BÜCHER.Example", "a@xn--bcher-kva.example"),
        ("a@bu\u{308}cher.example", "a@xn--bcher-kva.example"), ("a@straße.example", "a@xn--strae-oqa.example"),
        ("a@例え.テスト", "a@xn--r8jz45g.xn--zckzah"), ("a@ｅｘｅｍｐｌｅ。fr", "a@exemple.fr"), ("a@XN--BCHER-KVA.example", "a@xn--bcher-kva.example"),
        ("jérôme@bücher.example", "jérôme@xn--bcher-kva.example"),
    ])
    func `beyond ASCII the domain is the DNS's, and what stands before it is left as it was typed`(typed: String, value: String) {
        let email = EmailAddress(typed)

        #expect(email?.value == value)
        #expect(email.map { EmailAddress($0.value) } == .some(email))
        #expect(email?.domain.allSatisfy(\.isASCII) == true)
    }

    @Test(arguments: [
        "é\u{0}@exemple.fr", "é\r\n@exemple.fr", "é @exemple.fr", "é\u{A0}@exemple.fr", "é\u{202E}@exemple.fr", "é\u{2028}@exemple.fr",
        "é\u{200D}@exemple.fr", "é\u{FFFE}@exemple.fr", "é..a@exemple.fr", ".é@exemple.fr", "é.@exemple.fr", "é\"@exemple.fr",
        "<é@exemple.fr>",
        "a@é", "a@é..fr", "a@-é.fr", "a@é\u{0}.fr", "a@é\r\n.fr", "a@é b.fr", "a@é@b.fr", "a@é_.fr", "a@\u{301}.fr", "a@é.fr.", "a@é/..fr",
    ])
    func `what is no letter of any script is refused, and what no DNS could hold`(typed: String) {
        #expect(EmailAddress(typed) == nil)
    }

    @Test func `an address beyond ASCII is shown as it is written`() {
        #expect(EmailAddress("a@bücher.example")?.written == "a@bücher.example")
        #expect(EmailAddress("jérôme@bücher.example")?.masked == "j•••@b•••.example")
        #expect(EmailAddress("a@exemple.fr")?.written == "a@exemple.fr")
        #expect(EmailAddress("a@xn--zzzzz-.example")?.written == nil)
        #expect(EmailAddress("a@xn--99999999.example")?.written == "a@xn--99999999.example")
        #expect(EmailAddress("jérôme@exemple.fr")?.isASCII == false && EmailAddress("a@bücher.example")?.isASCII == true)
    }

    @Test func `beyond ASCII the lengths count octets`() {
        let local = String(repeating: "é", count: 32)

        #expect(EmailAddress("\(local)@exemple.fr") != nil)
        #expect(EmailAddress("\(local)a@exemple.fr") == nil)
        #expect(EmailAddress("a@" + String(repeating: "é", count: 63) + ".fr") == nil)
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
