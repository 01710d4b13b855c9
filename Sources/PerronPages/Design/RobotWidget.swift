import PerronDomain

/// A third party's widget as a page needs it: what to load, where from, and under which key. It is loaded once the box is ticked.
package struct RobotWidget: Sendable, Equatable {
    package let provider: RobotProvider
    /// Public.
    package let siteKey: String
    /// The form's name, which Turnstile signs into its tokens.
    package let action: String

    package init(_ provider: RobotProvider, siteKey: String, action: String) {
        self.provider = provider
        self.siteKey = siteKey
        self.action = action
    }

    /// The script, which calls `perronRobotReady` once it stands, and shows nothing by itself.
    func script(_ language: Language) -> String {
        let asked = "?onload=perronRobotReady&render=explicit"
        return switch provider {
        case .recaptcha: "https://www.google.com/recaptcha/api.js\(asked)&hl=\(language.rawValue)"
        case .hcaptcha: "https://js.hcaptcha.com/1/api.js\(asked)&hl=\(language.rawValue)&recaptchacompat=off"
        case .turnstile: "https://challenges.cloudflare.com/turnstile/v0/api.js\(asked)"
        }
    }

    /// The object that the script leaves behind; all three have `render` and `reset`.
    var object: String {
        switch provider {
        case .recaptcha: "grecaptcha"
        case .hcaptcha: "hcaptcha"
        case .turnstile: "turnstile"
        }
    }

    /// What the page's policy is opened to, by directive, as each of them documents it: Google's FAQ, hCaptcha's developer guide,
    /// Cloudflare's reference « Content Security Policy ».
    var sources: [String: String] {
        switch provider {
        case .recaptcha:
            [
                "script-src": "https://www.google.com/recaptcha/ https://www.gstatic.com/recaptcha/",
                "frame-src": "https://www.google.com/recaptcha/ https://recaptcha.google.com/recaptcha/",
            ]
        case .hcaptcha:
            Dictionary(
                uniqueKeysWithValues: ["script-src", "frame-src", "style-src", "connect-src"].map {
                    ($0, "https://hcaptcha.com https://*.hcaptcha.com")
                })
        case .turnstile:
            ["script-src": "https://challenges.cloudflare.com", "frame-src": "https://challenges.cloudflare.com"]
        }
    }
}
