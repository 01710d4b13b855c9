/// Where the demo's e-mails and letters lie.
package struct DemoMailbox: Sendable {
    package let mail: String
    package let letters: String

    package init(mail: String, letters: String) {
        self.mail = mail
        self.letters = letters
    }
}
