import PerronDomain
import PerronPages
import PerronWorkflows

/// The code that was sent to an address that a member gave is typed here, or asked for once more.
struct EmailConfirmationController: Sendable {
    let site: Site
    let confirm: ConfirmEmail
    let give: GiveEmail
    let base: Foundations

    func show(_ context: MemberContext) async throws -> Reply {
        guard context.visit.news == .codeSent else { return try await page(context) }
        let sent = ConfirmEmailPage.Note.sent
        return try await page(context, note: sent).changing(SiteCookie.news.ending)
    }

    /// The same page with what was typed and what is to be corrected.
    func again(_ form: Form, _ errors: [FieldError], _ context: MemberContext) async throws -> Reply {
        try await page(context, typed: form[.emailCode], errors: errors)
    }

    func create(_ form: Form, _ context: MemberContext) async throws -> Reply {
        let words = site.words(for: context)
        let typed = form[.emailCode]
        guard !typed.allSatisfy(\.isWhitespace) else {
            return .again(form, [FieldError(.emailCode, words("account.error.emailCode.empty"))])
        }
        guard let code = ProvisionalPassword(typed: typed), case .confirmed = try await confirm(code, for: context.member) else {
            return .again(form, [FieldError(.emailCode, words("account.error.emailCode.wrong"))])
        }
        return .see(.memberSpace).changing(News.emailConfirmed.cookie)
    }

    func resend(_ form: Form, _ context: MemberContext) async throws -> Reply {
        switch try await give.again(for: context.member, language: context.visit.language) {
        case .sent: return .see(.confirmEmail).changing(News.codeSent.cookie)
        case .tooSoon: return try await page(context, note: .tooSoon(minutes: Int(base.limits.emails.pause.wholeSeconds + 59) / 60))
        case .enough(let until):
            return try await page(context, note: .enough(until: base.civilTime.moment(until, site.words(for: context))))
        case .notNeeded: return .see(.memberSpace)
        }
    }

    private func page(
        _ context: MemberContext, typed: String = "", note: ConfirmEmailPage.Note? = nil, errors: [FieldError] = []
    ) async throws -> Reply {
        guard let email = try await confirm.awaiting(context.member.record) else { return .see(.memberSpace) }
        return .page(
            ConfirmEmailPage(
                frame: site.frame(for: context, at: .confirmEmail), email: email, typed: typed, note: note,
                errors: errors))
    }
}
