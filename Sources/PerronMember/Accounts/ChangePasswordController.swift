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
        page(nil, [], context)
    }

    /// The same page with what is to be corrected.
    func again(_ form: Form, _ errors: [FieldError], _ context: MemberContext) -> Reply {
        page(form, errors, context)
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
        let candidate = CandidatePassword(new)
        guard errors.isEmpty else {
            let judged = change.judge(candidate, for: context.member).correction(of: candidate, words: words)
            // All that is wrong at once; of the new one the first that was found.
            return .again(form, errors + [judged].compactMap(\.self).filter { errors.message(for: $0.field) == nil })
        }
        let decision = try await change(
            context.member,
            ChangePassword.Change(present: CandidatePassword(present), new: candidate, former: context.visit.formerTokens))
        return reply(to: decision, form, context, words)
    }

    private func reply(
        to decision: ChangePassword.Decision, _ form: Form, _ context: MemberContext, _ words: Words
    ) -> Reply {
        let new = CandidatePassword(form[.password])
        switch decision {
        case .changed(let tokens):
            return .see(.memberSpace).opening(tokens, base.limits.sessions).changing(News.passwordChanged.cookie)
        case .wrongPassword:
            return .again(form, [FieldError(.currentPassword, words("account.error.password.currentWrong"))])
        case .refused(let verdict): return .again(form, verdict.correction(of: new, words: words).map { [$0] } ?? [])
        case .slowDown(let until):
            let time = words.time(of: until, now: context.visit.now, in: base.civilTime)
            return .again(form, [FieldError(.currentPassword, words("account.error.change.slowDown", ["time": time]))])
        }
    }

    private func page(_ form: Form?, _ errors: [FieldError], _ context: MemberContext) -> Reply {
        let dropped = [FormField.currentPassword, .password].filter { field in form.map { !$0[field].isEmpty } ?? false }
        return .page(
            ChangePasswordPage(
                frame: site.frame(for: context), number: context.member.record.number, droppedPasswords: Set(dropped), errors: errors))
    }
}
