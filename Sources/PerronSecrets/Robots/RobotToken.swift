/// What a third party's widget gave the browser to show that a person solved it. It can be spent once, with that third party.
package struct RobotToken: Redacted {
    /// Longer than any of the three gives: Turnstile's are 2048 characters at most, the others have no stated limit.
    private static let longest = 8000

    package let text: String

    /// Nil for what can be no token: empty, endless, or with anything but visible ASCII.
    package init?(_ sent: String) {
        guard (1...RobotToken.longest).contains(sent.utf8.count), sent.utf8.allSatisfy({ (33...126).contains($0) }) else { return nil }
        text = sent
    }
}
