import PerronDomain
import PerronPages
import PerronWorkflows

/// A member asks for the code of their address once more.
struct EmailCodeController: Sendable {
    let site: Site
    let resend: ResendEmailCode

    func create(_ form: Form, _ context: MemberContext) async throws -> Reply {
        let frame = site.frame(for: context)
        return switch try await resend(context.member, language: context.visit.language) {
        case .sent(let email): .page(ConfirmEmailPage(frame: frame, email: email, news: .resent))
        case .tooSoon(let email): .page(ConfirmEmailPage(frame: frame, email: email, news: .tooSoon))
        case .nothing: .see(.memberSpace)
        }
    }
}
