import PerronDomain
import PerronPages
import PerronSecrets
import PerronWorkflows

/// Step 8: the birth date, and a password of one's own.
struct ChoosePasswordController: Sendable {
    let site: Site
    let choose: ChoosePassword
    let passwords: MemberPasswords
    let base: Foundations

    func show(_ context: CodeHolderContext) async throws -> Reply {
        try await page(nil, context, errors: [])
    }

    func create(_ form: Form, _ context: CodeHolderContext) async throws -> Reply {
        let typed = ChoosePasswordForm(form)
        let words = site.words(for: context)
        switch try await check(typed, context, words) {
        case .mistakes(let errors): return try await page(typed, context, errors: errors)
        case .choice(let choice): return try await reply(to: try await choose(context.holder, choice), typed, context, words)
        }
    }

    private enum Checked {
        case choice(ChoosePassword.Choice)
        case mistakes([FieldError])
    }

    /// Everything that can be told without a try being counted is told at once.
    private func check(_ typed: ChoosePasswordForm, _ context: CodeHolderContext, _ words: Words) async throws -> Checked {
        let record = context.holder.record
        var errors: [FieldError] = []
        var birthDate: CalendarDay?
        var email: EmailAddress?
        if choose.asksBirthDate(record) {
            do throws(ChoosePasswordForm.Mistake) {
                birthDate = try typed.birthDay(today: base.civilTime.day(of: context.visit.now))
            } catch {
                errors.append(error.told(words))
            }
        }
        // The typed date, right or wrong: the record's would be told by what is said of a password.
        let verdict = passwords.judge(typed.password, for: record, birthDate: birthDate)
        if let error = verdict.correction(of: typed.password, words: words) { errors.append(error) }
        if try await choose.offersEmail(record) {
            do throws(ChoosePasswordForm.Mistake) {
                email = try typed.emailAddress()
            } catch {
                errors.append(error.told(words))
            }
        }
        guard errors.isEmpty else { return .mistakes(errors) }
        return .choice(
            ChoosePassword.Choice(
                birthDate: birthDate, password: typed.password, email: email, language: context.visit.language,
                former: context.visit.formerTokens))
    }

    private func reply(
        to decision: ChoosePassword.Decision, _ typed: ChoosePasswordForm, _ context: CodeHolderContext, _ words: Words
    ) async throws -> Reply {
        switch decision {
        case .chosen(let tokens):
            return .see(.memberSpace).opening(tokens, base.limits.sessions)
        case .wrongBirthDate(let left):
            let message =
                left == 1 ? words("account.error.birth.wrongLast") : words("account.error.birth.wrong", ["left": String(left)])
            return try await page(typed, context, errors: [FieldError(.birthDay, message)])
        case .refused(let verdict):
            let error = verdict.correction(of: typed.password, words: words)
            return try await page(typed, context, errors: error.map { [$0] } ?? [])
        case .sameAsCode:
            return try await page(typed, context, errors: [FieldError(.password, words("account.error.password.provisional"))])
        case .tooLate(let reason):
            return .gone(TooLatePage(frame: site.frame(for: context), reason: TooLatePage.Reason(reason)))
                .changing(SiteCookie.session.ending)
        }
    }

    private func page(_ typed: ChoosePasswordForm?, _ context: CodeHolderContext, errors: [FieldError]) async throws -> Reply {
        let record = context.holder.record
        let offersEmail = try await choose.offersEmail(record)
        return .page(
            ChoosePasswordPage(
                frame: site.frame(for: context), number: record.number,
                birthDate: choose.asksBirthDate(record) ? typed?.birthDate ?? DateField.Typed() : nil,
                email: offersEmail ? typed?.email ?? "" : nil, errors: errors))
    }
}
