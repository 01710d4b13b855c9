import PerronDomain
import PerronSecrets

/// Which third party is asked about tokens, and how. All three speak one protocol, « siteverify ».
package struct SiteVerifySettings: Sendable {
    package let provider: RobotProvider
    package let siteKey: String
    let secret: RobotSecret
    /// The host of `public_url`, without a port: where a token must have been made.
    let host: String
    /// Where to ask.
    package var address: String
    /// For one question, from the connection to the last byte.
    package var timeout: Duration = .seconds(3)

    package init(_ provider: RobotProvider, siteKey: String, secret: RobotSecret, host: String) {
        self.provider = provider
        self.siteKey = siteKey
        self.secret = secret
        self.host = host
        address = SiteVerifySettings.address(of: provider)
    }

    /// The documented ones: Google « Verifying the user's response », hCaptcha « Verify the user response server side »,
    /// Cloudflare « Validate the token ».
    private static func address(of provider: RobotProvider) -> String {
        switch provider {
        case .recaptcha: "https://www.google.com/recaptcha/api/siteverify"
        case .hcaptcha: "https://api.hcaptcha.com/siteverify"
        case .turnstile: "https://challenges.cloudflare.com/turnstile/v0/siteverify"
        }
    }
}

/// What shows the third party that it is the fund who asks.
package struct RobotSecret: Redacted {
    let text: String

    package init(_ text: String) {
        self.text = text
    }
}
