import PerronDomain
import PerronPages
import PerronSecrets
import PerronWorkflows

/// A signed-in member changes the password.
struct ChangePasswordController: Sendable {
    let site: Site
    let change: ChangePassword
    let base: Foundations

    func show(_ context: MemberContext) -> Reply {
        page(context, errors: [])
    }

    func create(_ form: Form, _ context: MemberContext) async throws -> Reply {
        let words = site.words(for: context)
        let (present, new) = (form[.currentPassword], form[.password])
        var errors: [FieldError] = []
        if present.isEmpty { errors.append(FieldError(.currentPassword, words("account.error.password.empty"))) }
        if new.isEmpty {
            errors.append(FieldError(.password, words("account.error.password.chooseEmpty")))
        } else if new == present {
            errors.append(FieldError(.password, words("account.error.password.same")))
        }
        guard errors.isEmpty else { return page(context, errors: errors) }
        let decision = try await change(
            context.member,
            ChangePassword.Change(
                present: CandidatePassword(present), new: CandidatePassword(new), language: context.visit.language,
                former: context.visit.formerTokens))
        return reply(to: decision, new: CandidatePassword(new), context, words)
    }

    private func reply(
        to decision: ChangePassword.Decision, new: CandidatePassword, _ context: MemberContext, _ words: Words
    ) -> Reply {
        switch decision {
        case .changed(let tokens): return .see(.memberSpace).opening(tokens, base.limits.sessions)
        case .wrongPassword: return page(context, errors: [FieldError(.currentPassword, words("account.error.password.currentWrong"))])
        case .refused(let verdict): return page(context, errors: verdict.correction(of: new, words: words).map { [$0] } ?? [])
        case .slowDown(let until):
            let time = words.time(of: until, now: context.visit.now, in: base.civilTime)
            return page(context, errors: [FieldError(.currentPassword, words("account.error.change.slowDown", ["time": time]))])
        }
    }

    private func page(_ context: MemberContext, errors: [FieldError]) -> Reply {
        .page(ChangePasswordPage(frame: site.frame(for: context), number: context.member.record.number, errors: errors))
    }
}
