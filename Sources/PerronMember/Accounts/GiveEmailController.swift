import PerronDomain
import PerronPages
import PerronWorkflows

/// A member gives an e-mail address where the file has none, or corrects the one that waits for its code.
struct GiveEmailController: Sendable {
    let site: Site
    let give: GiveEmail
    let confirm: ConfirmEmail
    let base: Foundations

    func show(_ context: MemberContext) async throws -> Reply {
        try await page(try await confirm.awaiting(context.member.record)?.value ?? "", [], context)
    }

    /// The same page with what was typed and what is to be corrected.
    func again(_ form: Form, _ errors: [FieldError], _ context: MemberContext) async throws -> Reply {
        try await page(form[.email], errors, context)
    }

    func create(_ form: Form, _ context: MemberContext) async throws -> Reply {
        let words = site.words(for: context)
        let email: EmailAddress
        do throws(EmailMistake) {
            email = try EmailAddress(given: form[.email])
        } catch {
            return .again(form, [FieldError(.email, error.told(words))])
        }
        switch try await give(email, for: context.member, language: context.visit.language) {
        case .sent: return .see(.confirmEmail).changing(News.codeSent.cookie)
        case .tooSoon:
            let minutes = Int(base.limits.emails.pause.wholeSeconds + 59) / 60
            return .again(form, [FieldError(.email, words("account.email.tooSoon", ["minutes": String(minutes)]))])
        case .enough(let until):
            let until = base.civilTime.moment(until, words)
            return .again(form, [FieldError(.email, words("account.email.enough", ["until": until]))])
        case .notNeeded: return .see(.memberSpace)
        }
    }

    private func page(_ typed: String, _ errors: [FieldError], _ context: MemberContext) async throws -> Reply {
        let waiting = try await confirm.awaiting(context.member.record)
        return .page(
            GiveEmailPage(
                frame: site.frame(for: context), email: typed, corrects: waiting != nil, errors: errors))
    }
}
