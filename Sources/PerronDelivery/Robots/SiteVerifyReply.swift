import Foundation
import PerronDomain
import PerronWorkflows

/// What a third party answers, as all three do.
struct SiteVerifyReply: Decodable {
    let success: Bool
    /// Where the widget stood.
    let hostname: String?
    /// What the widget was asked to sign; Turnstile's alone.
    let action: String?
    let errors: [String]?

    private enum CodingKeys: String, CodingKey {
        case success
        case hostname
        case action
        case errors = "error-codes"
    }

    /// Nil for what is no such answer. A yes counts only with 200; a no is also sent with 400.
    init?(status: Int, body: [UInt8]) {
        guard status == 200 || status == 400 else { return nil }
        do {
            self = try JSONDecoder().decode(SiteVerifyReply.self, from: Data(body))
        } catch {
            return nil
        }
        if success, status != 200 { return nil }
    }

    /// - Parameters:
    ///   - host: the only one whose tokens count.
    ///   - action: the form's name.
    func testimony(of provider: RobotProvider, host: String, action: String) -> RobotTestimony {
        guard success else { return refusal }
        return isFrom(host, provider) && isFor(action, provider) ? .person : .notAPerson
    }

    /// hCaptcha leaves the host out when many challenges come at once; its token is bound to our site key, which it is asked with.
    private func isFrom(_ host: String, _ provider: RobotProvider) -> Bool {
        switch provider {
        case .recaptcha, .turnstile: hostname?.lowercased() == host
        case .hcaptcha: hostname?.lowercased() == host || hostname == nil || hostname == "not-provided"
        }
    }

    private func isFor(_ wanted: String, _ provider: RobotProvider) -> Bool {
        switch provider {
        case .recaptcha, .hcaptcha: true
        case .turnstile: action == wanted
        }
    }

    /// What is said of the token counts; whatever else is said, of our keys or of their own machines, means that they can't tell.
    private var refusal: RobotTestimony {
        let codes = Set(errors ?? [])
        if !codes.isDisjoint(with: SiteVerifyReply.stale) { return .stale }
        return !codes.isEmpty && codes.isSubset(of: SiteVerifyReply.ofTheToken) ? .notAPerson : .outOfOrder
    }

    /// For the log: documented codes in the order of the alphabet, and « other » for all that anybody else may have written there.
    var knownCodes: String {
        Set((errors ?? []).map { SiteVerifyReply.ofUs.contains($0) ? $0 : "other" }).sorted().joined(separator: " ")
    }

    /// Our keys or our question are wrong, or they have an accident of their own.
    private static let ofUs: Set = [
        "missing-input-secret", "invalid-input-secret", "sitekey-secret-mismatch", "not-using-dummy-passcode", "bad-request",
        "missing-remoteip", "invalid-remoteip", "internal-error",
    ]
    private static let stale: Set = [
        "timeout-or-duplicate", "expired-input-response", "already-seen-response", "invalid-or-already-seen-response",
    ]
    private static let ofTheToken: Set = ["invalid-input-response", "missing-input-response"]
}
