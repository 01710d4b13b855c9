import PerronDomain
import PerronPages
import PerronWorkflows

/// The code that was sent to an address that a member gave is typed here.
struct EmailConfirmationController: Sendable {
    let site: Site
    let confirm: ConfirmEmail
    let base: Foundations

    func show(_ context: MemberContext) async throws -> Reply {
        try await page(context, typed: "", error: nil)
    }

    func create(_ form: Form, _ context: MemberContext) async throws -> Reply {
        let words = site.words(for: context)
        let typed = form[.emailCode]
        guard !typed.allSatisfy(\.isWhitespace) else {
            return try await page(context, typed: typed, error: words("account.error.emailCode.empty"))
        }
        guard let code = ProvisionalPassword(typed: typed), case .confirmed = try await confirm(code, for: context.member) else {
            return try await page(context, typed: typed, error: words("account.error.emailCode.wrong"))
        }
        return .see(.memberSpace)
    }

    private func page(_ context: MemberContext, typed: String, error: String?) async throws -> Reply {
        guard let email = try await confirm.awaiting(context.member.record) else { return .see(.memberSpace) }
        return .page(
            ConfirmEmailPage(
                frame: site.frame(for: context), email: email, typed: typed, errors: error.map { [FieldError(.emailCode, $0)] } ?? []))
    }
}
