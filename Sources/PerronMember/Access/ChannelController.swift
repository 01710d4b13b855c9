import PerronDomain
import PerronPages
import PerronStorage
import PerronWorkflows

/// Steps 5 and 6: by e-mail or by letter, « Valider votre choix ».
struct ChannelController: Sendable {
    let site: Site
    let find: FindAccessRequest
    let confirm: ConfirmAccessRequest
    let requests: SignedIdentifiers<AccessRequest>
    let base: Foundations

    func show(_ context: VisitorContext) async throws -> Reply {
        try await page(context, chosen: nil, error: nil)
    }

    func create(_ form: Form, _ context: VisitorContext) async throws -> Reply {
        guard let id = requests.current(context) else { return .see(.accessRequest, saying: .requestExpired) }
        let words = site.words(for: context)
        guard let channel = AccessChannel(formValue: form[.channel]) else {
            return try await page(context, chosen: nil, error: words("access.error.channel.missing"))
        }
        switch try await confirm(id, channel: channel) {
        case .confirmed: return .see(.followUp)
        case .gone: return .see(.accessRequest, saying: .requestExpired)
        case .slowDown(let until):
            let time = words.time(of: until, now: context.visit.now, in: base.civilTime)
            return try await page(context, chosen: channel, error: words("access.error.slowDown", ["time": time]))
        }
    }

    private func page(_ context: VisitorContext, chosen: AccessChannel?, error: String?) async throws -> Reply {
        guard let id = requests.current(context) else { return .see(.accessRequest, saying: .requestExpired) }
        switch try await find(id, browser: context.visit.formerTokens.browser) {
        case .waiting(let number, let letterBy, let email):
            return .page(
                ChannelPage(
                    frame: site.frame(for: context), number: number, chosen: chosen, letterBy: letterBy, email: email,
                    errors: error.map { [FieldError(.channel, $0)] } ?? []))
        case .confirmed: return .see(.followUp)
        case .gone: return .see(.accessRequest, saying: .requestExpired)
        }
    }
}
