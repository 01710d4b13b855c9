import PerronDomain
import PerronPages
import PerronStorage
import PerronWorkflows

/// Steps 5 and 6: by e-mail or by letter, « Valider votre choix ». The form says which request it is about; the cookie, which the tabs
/// of a browser share, only which one to show.
struct ChannelController: Sendable {
    let site: Site
    let find: FindAccessRequest
    let confirm: ConfirmAccessRequest
    let requests: SignedIdentifiers<AccessRequest>
    let base: Foundations

    func show(_ context: VisitorContext) async throws -> Reply {
        guard let id = requests.current(context) else { return .see(.accessRequest) }
        return try await page(id, context, chosen: nil, error: nil)
    }

    /// The same page in another language, with what was chosen.
    func redraw(_ form: Form, _ context: VisitorContext) async throws -> Reply {
        guard let id = requests.open(form[.request], now: context.visit.now) else { return .see(.accessRequest) }
        return try await page(id, context, chosen: AccessChannel(formValue: form[.channel]), error: nil)
    }

    func create(_ form: Form, _ context: VisitorContext) async throws -> Reply {
        let visit = context.visit
        guard let id = requests.open(form[.request], now: visit.now) else { return .see(.accessRequest, saying: .requestExpired) }
        let words = site.words(for: context)
        guard let channel = AccessChannel(formValue: form[.channel]) else {
            return try await page(id, context, chosen: nil, error: words("access.error.channel.missing"))
        }
        switch try await confirm(id, channel: channel, language: visit.language) {
        case .confirmed: return .see(.followUp).changing(requests.cookie(for: id, now: visit.now))
        case .gone: return .see(.accessRequest, saying: .requestExpired)
        case .slowDown(let until):
            let time = words.time(of: until, now: visit.now, in: base.civilTime)
            return try await page(id, context, chosen: channel, error: words("access.error.slowDown", ["time": time]))
        }
    }

    private func page(
        _ id: Identifier<AccessRequest>, _ context: VisitorContext, chosen: AccessChannel?, error: String?
    ) async throws -> Reply {
        let now = context.visit.now
        switch try await find(id, browser: context.visit.formerTokens.browser) {
        case .waiting(let number, let letterBy, let email):
            return .page(
                ChannelPage(
                    frame: site.frame(for: context), request: requests.sign(id, expiresAt: now.adding(.days(1))), number: number,
                    chosen: chosen, letterBy: letterBy, email: email, errors: error.map { [FieldError(.channel, $0)] } ?? []))
        case .confirmed: return .see(.followUp).changing(requests.cookie(for: id, now: now))
        case .gone: return .see(.accessRequest, saying: .requestExpired)
        }
    }
}
