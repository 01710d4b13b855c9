import PerronDomain
import PerronPages
import PerronStorage
import PerronWorkflows

/// Steps 2 to 4 of the journey: who one is, the number, « Réinitialiser le mot de passe ».
struct AccessRequestController: Sendable {
    let site: Site
    let start: StartAccessRequest
    let robot: RobotQuestion
    let requests: SignedIdentifiers<AccessRequest>

    func show(_ context: VisitorContext) async throws -> Reply {
        .page(
            RequestPage(
                frame: site.frame(for: context), hasExpired: context.visit.note == .requestExpired,
                robot: try await robot.forAccess(context)))
    }

    /// The same page in another language, with what was typed.
    func redraw(_ form: Form, _ context: VisitorContext) async throws -> Reply {
        try await correct(AccessRequestForm(form), [], form, context)
    }

    func create(_ form: Form, _ context: VisitorContext) async throws -> Reply {
        let typed = AccessRequestForm(form)
        if form[.answer] == SeriesAnswer.correct.rawValue { return try await correct(typed, [], form, context) }
        switch typed.validated() {
        case .valid(let number):
            return try await start(number, typed, form, context)
        case .question(let number, let claimed):
            return .question(
                SeriesQuestionPage(
                    frame: site.frame(for: context), number: number, claimed: claimed, carried: await robot.carried(form, context)))
        case .mistakes(let mistakes):
            let words = site.words(for: context)
            let unticked = robot.unticked(form, context, words: words, fund: site.settings.fund)
            return try await correct(typed, mistakes.map { $0.told(role: typed.role, unticked: unticked, words: words) }, form, context)
        }
    }

    private func start(
        _ number: FileNumber, _ typed: AccessRequestForm, _ form: Form, _ context: VisitorContext
    ) async throws -> Reply {
        let visit = context.visit
        let proof = await robot.proof(in: form, context)
        let decision = try await start(number: number, language: visit.language, proof: proof, network: visit.network)
        switch decision {
        case .started(let id):
            return .see(.accessChannel).changing(requests.cookie(for: id, now: visit.now))
        case .robot(let verdict):
            let error = robot.correction(verdict, of: form, words: site.words(for: context), fund: site.settings.fund)
            // A proof that was claimed looks good to the last; it must not be carried along.
            let isSpent = verdict == .stale
            return .page(
                RequestPage(
                    frame: site.frame(for: context), role: typed.role, number: typed.number,
                    robot: isSpent ? try await robot.fresh(context) : try await robot.again(form, proof, context), errors: [error]))
        }
    }

    private func correct(
        _ typed: AccessRequestForm, _ errors: [FieldError], _ form: Form, _ context: VisitorContext
    ) async throws -> Reply {
        .page(
            RequestPage(
                frame: site.frame(for: context), role: typed.role, number: typed.number, robot: try await robot.again(form, context),
                errors: errors))
    }
}

extension SignedIdentifiers<AccessRequest> {
    /// Long enough to find the answer again after a night.
    private static var cookieLife: Duration { .days(1) }

    func cookie(for id: Identifier<AccessRequest>, now: Instant) -> CookieChange {
        SiteCookie.request.setting(sign(id, expiresAt: now.adding(Self.cookieLife)), for: Self.cookieLife)
    }

    /// The request that this browser made; nil where there is none.
    func current(_ context: some SiteContext) -> Identifier<AccessRequest>? {
        open(context.visit.cookie(.request), now: context.visit.now)
    }
}
