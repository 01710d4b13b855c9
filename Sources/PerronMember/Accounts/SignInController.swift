import PerronDomain
import PerronPages
import PerronSecrets
import PerronStorage
import PerronWorkflows

/// The door: number and password, one's own or a provisional one. What it says depends on what was typed, never on whether the file exists.
struct SignInController: Sendable {
    /// How long the offer to ask anew stands in an open page.
    private static let renewalOffer: Duration = .hours(1)

    let site: Site
    let door: SignInDoor
    let signIn: SignIn
    let robot: RobotQuestion
    let renewals: SignedIdentifiers<ProvisionalPasswordDigest>
    let base: Foundations

    func show(_ context: VisitorContext) async throws -> Reply {
        let frame = site.frame(for: context)
        switch (door, context.session) {
        case (.signIn, .member):
            return .see(.memberSpace)
        case (.signIn, _):
            let arrival = context.visit.note.flatMap(SignInPage.Arrival.init)
            return .page(door.page(SignInDoor.Contents(arrival: arrival, robot: try await robot.ifDueForSignIn(context)), frame: frame))
        case (.code, _):
            // A provisional password is never held back.
            return .page(door.page(SignInDoor.Contents(), frame: frame))
        }
    }

    /// The same page in another language, with the number that was typed.
    func redraw(_ form: Form, _ context: VisitorContext) async throws -> Reply {
        page(form, context, robot: form.asksRobot ? try await robot.again(form, context) : nil, errors: [])
    }

    func create(_ form: Form, _ context: VisitorContext) async throws -> Reply {
        let words = site.words(for: context)
        var errors: [FieldError] = []
        var number: FileNumber?
        do throws(FileNumberError) {
            number = try FileNumber(form[.number])
        } catch {
            errors.append(FieldError(.number, error.told(role: nil, words: words)))
        }
        if form[.password].isEmpty { errors.append(FieldError(.password, words("account.error.\(door.emptyKey)"))) }
        guard let number, errors.isEmpty else {
            return page(form, context, robot: form.asksRobot ? try await robot.again(form, context) : nil, errors: errors)
        }
        let visit = context.visit
        let proof = await robot.proof(in: form, context)
        let decision = try await signIn(
            SignIn.Attempt(
                number: number, password: CandidatePassword(form[.password]), proof: proof, network: visit.network,
                former: visit.formerTokens))
        return try await reply(to: decision, number, form, proof, context)
    }

    private func reply(
        to decision: SignIn.Decision, _ number: FileNumber, _ form: Form, _ proof: RobotProof, _ context: VisitorContext
    ) async throws -> Reply {
        let words = site.words(for: context)
        switch decision {
        case .signedIn(let tokens):
            return Landing(of: context.visit, in: number, isChoosing: false).reply.opening(tokens, base.limits.sessions)
        case .chooseYourPassword(let tokens):
            return Landing(of: context.visit, in: number, isChoosing: true).reply.opening(tokens, base.limits.sessions)
        case .codeExpired(let code):
            let now = context.visit.now
            return tooLate(.codeExpired, context, renewal: renewals.sign(code, expiresAt: now.adding(SignInController.renewalOffer)))
        case .codeUsed: return tooLate(.codeUsed, context)
        case .codeVoided(let reason): return tooLate(TooLatePage.Reason(reason), context)
        case .wrong:
            return try await page(form, context, error: FieldError(.password, door.wrong(number, words)))
        case .slowDown(let until):
            let time = words.time(of: until, now: context.visit.now, in: base.civilTime)
            return try await page(form, context, error: FieldError(.password, door.slowDown(number, until: time, words)))
        case .busy:
            // Its proof, if it brought one, is still good.
            let values = form.asksRobot ? try await robot.again(form, proof, context) : nil
            return page(form, context, robot: values, errors: [FieldError(.password, words("account.error.busy"))])
        case .robot(let verdict):
            let isFirstTime = !form.asksRobot
            let error =
                isFirstTime
                ? FieldError(.robot, words("account.error.signIn.robot"))
                : robot.correction(verdict, of: form, words: words, fund: site.settings.fund)
            let values = verdict == .stale ? try await robot.fresh(context) : try await robot.again(form, proof, context)
            return page(form, context, robot: values, errors: [error])
        }
    }

    /// Where the robot check stood in the page it stands there again; the one that was sent is spent.
    private func page(_ form: Form, _ context: VisitorContext, error: FieldError) async throws -> Reply {
        page(form, context, robot: form.asksRobot ? try await robot.fresh(context) : nil, errors: [error])
    }

    private func page(_ form: Form, _ context: VisitorContext, robot: RobotFieldValues?, errors: [FieldError]) -> Reply {
        let contents = SignInDoor.Contents(
            number: form[.number], hasDroppedPassword: !form[.password].isEmpty, robot: robot, errors: errors)
        return .page(door.page(contents, frame: site.frame(for: context)))
    }

    private func tooLate(_ reason: TooLatePage.Reason, _ context: VisitorContext, renewal: String? = nil) -> Reply {
        .gone(TooLatePage(frame: site.frame(for: context), reason: reason, renewal: renewal))
    }
}

extension Form {
    /// Whoever makes the check, its ticket stands in the page.
    fileprivate var asksRobot: Bool { !self[.slowTicket].isEmpty }
}

extension SignInPage.Arrival {
    /// Nil for a note that another page says.
    init?(_ note: ArrivalNote) {
        switch note {
        case .signedOut: self = .signedOut
        case .signedOutEverywhere: self = .signedOutEverywhere
        case .sessionEnded: self = .sessionEnded
        case .signInFirst: self = .signInFirst
        case .interrupted: self = .interrupted
        case .requestExpired, .toCorrect, .resumed: return nil
        }
    }
}

extension Reply {
    /// With the cookies of a success. A session's goes with the browser; a recognised browser is known for months.
    func opening(_ tokens: SessionTokens, _ limits: Limits.Sessions) -> Reply {
        let browser = tokens.browser.map { SiteCookie.browser.setting($0.cookie, for: .days(limits.recognisedBrowserDays)) }
        return changing(SiteCookie.session.setting(tokens.session.cookie)).changing(browser)
    }
}
