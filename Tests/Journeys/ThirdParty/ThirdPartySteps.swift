import HTTPTypes
import PerronDomain
import PerronPages
import PerronTestSupport
import PerronWorkflows

/// A fund whose « Je ne suis pas un robot » is a third party's, and what a member with scripts sends there.
struct ThirdPartyHouse {
    let standIn: SiteVerifyStandIn
    let portal: Portal

    init(_ provider: RobotProvider, whenDown: RobotService.WhenDown = .own, limits: Limits = Portal.limits) async throws {
        standIn = try SiteVerifyStandIn(provider)
        portal = try await Portal(
            limits: limits,
            robots: RobotService(
                provider, siteKey: SiteVerifyStandIn.siteKey, whenDown: whenDown, witness: try standIn.client()))
    }

    /// The request form as the browser sends it once the widget gave `token`.
    func form(_ number: FileNumber = Cast.camille.number, token: String = "") -> [FormField: String] {
        [
            .role: RolePolicy.role(of: number.series).formValue, .number: number.digits, .robot: "oui", .robotToken: token,
        ]
    }

    func words(_ key: String, _ values: [String: String] = [:]) -> String {
        portal.words()(key, values.merging(["provider": standIn.provider.name, "telephone": "05 00 00 00 00"]) { own, _ in own })
    }
}

extension Answer {
    var policy: String { headers[HTTPField.Name("Content-Security-Policy")!] ?? "" }

    var hasWidget: Bool { body.contains("data-widget=") }

    /// Our own puzzles stand in the page.
    var hasWork: Bool { body.contains("data-challenge=") }
}
