/// Where the demo's e-mails and letters lie.
package struct DemoMailbox: Sendable {
    package let mailFolder: String
    package let letterFolder: String

    package init(mailFolder: String, letterFolder: String) {
        self.mailFolder = mailFolder
        self.letterFolder = letterFolder
    }
}
