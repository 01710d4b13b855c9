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

    /// The same page with what was typed and what is to be corrected.
    func again(_ form: Form, _ errors: [FieldError], _ context: CodeHolderContext) async throws -> Reply {
        try await page(ChoosePasswordForm(form), context, errors: errors)
    }

    /// The same page in another language, with what was typed.
    func redraw(_ form: Form, _ visitor: VisitorContext) async throws -> Reply {
        if let reply = try await stray.reply(to: form, visitor) ?? tooLate(form, visitor) { return reply }
        _ = try CodeHolderContext(context: visitor)
        return .again(form)
    }

    /// Anybody's, for the browser may have moved on in another tab; what the form was made for is told first.
    func create(_ form: Form, _ visitor: VisitorContext) async throws -> Reply {
        if let reply = try await stray.reply(to: form, visitor) ?? tooLate(form, visitor) { return reply }
        let context = try CodeHolderContext(context: visitor)
        let typed = ChoosePasswordForm(form)
        let words = site.words(for: context)
        switch try await check(typed, context, words) {
        case .mistakes(let errors): return .again(form, errors)
        case .choice(let choice): return reply(to: try await choose(context.holder, choice), form, context, words)
        }
    }

    /// The session ended while the form was being filled in: nothing is saved, and the code, if it is still good, leads back to the form.
    private func tooLate(_ form: Form, _ visitor: VisitorContext) -> Reply? {
        guard case .endedChoosing(let reason) = visitor.session else { return nil }
        let page = Reply.gone(TooLatePage(frame: site.frame(for: visitor), reason: TooLatePage.Reason(reason)))
        return page.changing(visitor.visit.keep(KeptForm(form, on: .choosePassword, file: CSRFToken.file(in: form[.csrf]))))
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

    private func reply(to decision: ChoosePassword.Decision, _ form: Form, _ context: CodeHolderContext, _ words: Words) -> Reply {
        switch decision {
        case .chosen(let tokens):
            return .see(.memberSpace).opening(tokens, base.limits.sessions).changing(News.opened.cookie)
        case .wrongBirthDate(let left):
            let message =
                left == 1 ? words("account.error.birth.wrongLast") : words("account.error.birth.wrong", ["left": String(left)])
            return .again(form, [FieldError(.birthDay, message)])
        case .refused(let verdict):
            return .again(form, verdict.correction(of: CandidatePassword(form[.password]), words: words).map { [$0] } ?? [])
        case .sameAsCode:
            return .again(form, [FieldError(.password, words("account.error.password.provisional"))])
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
