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
        guard let id = requests.current(context) else { return .see(.accessRequest) }
        let words = site.words(for: context)
        guard let channel = AccessChannel(formValue: form[.channel]) else {
            return try await page(context, chosen: nil, error: words("access.error.channel.missing"))
        }
        switch try await confirm(id, channel: channel) {
        case .confirmed: return .see(.followUp)
        case .gone: return .see(.accessRequest)
        case .slowDown(let until):
            let time = words.hour(minutes: base.civilTime.minutes(of: until))
            return try await page(context, chosen: channel, error: words("access.error.slowDown", ["time": time]))
        }
    }

    private func page(_ context: VisitorContext, chosen: AccessChannel?, error: String?) async throws -> Reply {
        guard let id = requests.current(context) else { return .see(.accessRequest) }
        switch try await find(id) {
        case .waiting(let number, let letterBy):
            return .page(
                ChannelPage(
                    frame: site.frame(for: context), number: number, chosen: chosen, letterBy: letterBy,
                    errors: error.map { [FieldError(.channel, $0)] } ?? []))
        case .confirmed: return .see(.followUp)
        case .gone: return .see(.accessRequest)
        }
    }
}
