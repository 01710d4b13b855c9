import PerronDomain
import PerronPages
import PerronSecrets
import PerronStorage
import PerronWorkflows

/// Step 8: the birth date, and a password of one's own.
struct ChoosePasswordController: Sendable {
    let site: Site
    let choose: ChoosePassword
    let passwords: MemberPasswords
    let stray: StrayChoice
    let base: Foundations

    func show(_ context: CodeHolderContext) async throws -> Reply {
        try await page(nil, context, errors: [])
    }

    /// The same page in another language, with what was typed.
    func redraw(_ form: Form, _ visitor: VisitorContext) async throws -> Reply {
        if let reply = try await stray.reply(to: form, visitor) { return reply }
        return try await page(ChoosePasswordForm(form), try CodeHolderContext(context: visitor), errors: [])
    }

    /// Anybody's, for the browser may have moved on in another tab; what the form was made for is told first.
    func create(_ form: Form, _ visitor: VisitorContext) async throws -> Reply {
        if let reply = try await stray.reply(to: form, visitor) { return reply }
        let context = try CodeHolderContext(context: visitor)
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
                birthDate = try typed.birthDay(months: MonthNames(site.lexicon), today: base.civilTime.day(of: context.visit.now))
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
            return .see(.memberSpace).opening(tokens, base.limits.sessions).changing(News.opened.cookie)
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
                frame: site.frame(for: context), code: stray.sign(context.holder.code.id, now: context.visit.now), number: record.number,
                birthDate: choose.asksBirthDate(record) ? typed?.birthDate ?? DateField.Typed() : nil,
                email: offersEmail ? typed?.email ?? "" : nil, hasDroppedPassword: typed.map { $0.password.length > 0 } ?? false,
                errors: errors))
    }
}
