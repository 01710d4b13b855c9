/// A third party that may vouch for a person behind « Je ne suis pas un robot », where the fund chose one instead of our own check.
package enum RobotProvider: String, Sendable, CaseIterable {
    /// Version 2, the checkbox.
    case recaptcha
    case hcaptcha
    case turnstile

    /// As it is known.
    package var name: String {
        switch self {
        case .recaptcha: "reCAPTCHA"
        case .hcaptcha: "hCaptcha"
        case .turnstile: "Turnstile"
        }
    }

    /// Whose it is: what members' browsers speak to.
    package var company: String {
        switch self {
        case .recaptcha: "Google"
        case .hcaptcha: "Intuition Machines"
        case .turnstile: "Cloudflare"
        }
    }
}
