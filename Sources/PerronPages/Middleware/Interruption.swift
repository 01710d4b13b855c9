import Hummingbird
import PerronDomain
import PerronSecrets

/// Somebody sent or asked for a page of the space whose session had ended, or had become another's: what is kept of it, so that the next
/// sign-in leads back there.
struct Interruption {
    let gate: FormGate

    /// What to answer in place of the detour.
    /// - Throws: `Mishap` for a form that isn't ours, or stood on another file's page than the one that is open now.
    func reply(to detour: Detour, _ request: Request, _ context: VisitorContext) async throws -> Reply {
        guard request.method == .post else { return Reply.see(detour).changing(kept(nil, detour, context, file: nil)) }
        let form = try await gate.read(request)
        guard context.visit.judge(formToken: form[.csrf]) != .forged else { return .see(detour) }
        let file = CSRFToken.file(in: form[.csrf])
        if let file, let open = context.session.openFile, open != file { throw Mishap.otherFile(file) }
        guard let kept = kept(form, detour, context, file: file) else { return .see(detour) }
        return Reply.see(detour.route, saying: .interrupted).changing(kept)
    }

    private func kept(_ form: Form?, _ detour: Detour, _ context: VisitorContext, file: FileNumber?) -> CookieChange? {
        guard detour.route == .signIn, let route = context.route?.resumption else { return nil }
        return context.visit.keep(KeptForm(form, on: route, file: file))
    }
}

extension Route {
    /// Where the next sign-in leads, if this is where a session ended; nil for the space's first page.
    fileprivate var resumption: Route? {
        switch self {
        case .changePassword, .confirmEmail, .giveEmail: self
        case .resendEmailCode: .confirmEmail
        case .home, .signIn, .accessRequest, .accessChannel, .followUp, .codeLanding, .renewAccess, .choosePassword, .passwordStrength,
            .memberSpace, .keepSession, .signOut, .signOutEverywhere, .language, .help, .accessibility, .privacy, .demoMailbox:
            nil
        }
    }
}
