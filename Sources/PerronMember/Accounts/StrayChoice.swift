import PerronDomain
import PerronPages
import PerronStorage
import PerronWorkflows

/// A form of step 8 whose browser has moved on in another tab: what the form was made for counts, never the cookie that the tabs share.
/// Nothing is saved and no try counted.
struct StrayChoice: Sendable {
    /// Far longer than a restricted session, so that a form left open is still told from a forged one.
    private static let life: Duration = .days(1)

    let site: Site
    let find: FindCode
    let forms: SignedIdentifiers<ProvisionalPasswordDigest>
    let civilTime: CivilTime

    func sign(_ code: Identifier<ProvisionalPasswordDigest>, now: Instant) -> String {
        forms.sign(code, expiresAt: now.adding(StrayChoice.life))
    }

    /// Nil where the form belongs to the file whose session came with it, or no session did.
    func reply(to form: Form, _ context: VisitorContext) async throws -> Reply? {
        guard let opened = context.session.openedFile else { return nil }
        guard let id = forms.open(form[.choosing], now: context.visit.now), let code = try await find(id) else {
            return .see(.choosePassword)
        }
        if code.record.id == opened.record, opened.isChoosing { return nil }
        let reason: NothingSavedPage.Reason
        if let usedAt = code.usedAt {
            reason = .alreadyChosen(minutes: civilTime.minutes(of: usedAt))
        } else {
            reason = code.record.id == opened.record ? .signedIn : .otherFile(code.record.number)
        }
        return .gone(NothingSavedPage(frame: site.frame(for: context), reason: reason))
    }
}

extension ReadSession.Reading {
    /// Nil where nobody's file is open.
    fileprivate var openedFile: (record: Identifier<PensionRecord>, isChoosing: Bool)? {
        switch self {
        case .member(let member): (member.record.id, false)
        case .codeHolder(let holder): (holder.record.id, true)
        case .ended, .endedChoosing, .none: nil
        }
    }
}
