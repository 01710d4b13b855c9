import Hummingbird
import PerronDomain
import PerronWorkflows

/// A request of somebody who is signed in. It can't be made for anyone else, so a page that takes it needs no check of its own.
package struct MemberContext: SiteContext, ChildRequestContext {
    package var coreContext: CoreRequestContextStorage
    package let requestID: String
    package var visit: Visit
    package let session: ReadSession.Reading
    package let member: SignedInMember
    package var owner: FileNumber? { member.record.number }

    /// - Throws: `Detour` to the page where whoever it is should be.
    package init(context: VisitorContext) throws {
        switch context.session {
        case .member(let member): self.member = member
        case .codeHolder, .endedChoosing: throw Detour(to: .choosePassword)
        case .ended: throw Detour(to: .signIn, saying: .sessionEnded)
        case .none: throw Detour(to: .signIn, saying: .signInFirst)
        }
        coreContext = context.coreContext
        requestID = context.requestID
        visit = context.visit
        session = context.session
    }
}

/// A request of whoever holds a code and has chosen no password yet: a restricted session. « Choose your password » takes it, and no
/// other page.
package struct CodeHolderContext: SiteContext, ChildRequestContext {
    package var coreContext: CoreRequestContextStorage
    package let requestID: String
    package var visit: Visit
    package let session: ReadSession.Reading
    package let holder: CodeHolder
    package var owner: FileNumber? { holder.record.number }

    /// - Throws: `Detour`, or `Mishap.tooLate` where the session ended while its holder was choosing.
    package init(context: VisitorContext) throws {
        switch context.session {
        case .codeHolder(let holder): self.holder = holder
        case .endedChoosing(let reason): throw Mishap.tooLate(reason)
        case .member: throw Detour(to: .memberSpace)
        case .ended: throw Detour(to: .signIn, saying: .sessionEnded)
        case .none: throw Detour(to: .signIn, saying: .signInFirst)
        }
        coreContext = context.coreContext
        requestID = context.requestID
        visit = context.visit
        session = context.session
    }
}

/// Either of the two, for what both may ask: how strong a password would be. It gives the file, what of it the visitor has shown to know,
/// and nothing of the session.
package struct PasswordOwnerContext: SiteContext, ChildRequestContext {
    package var coreContext: CoreRequestContextStorage
    package let requestID: String
    package var visit: Visit
    package let session: ReadSession.Reading
    package let record: PensionRecord
    /// A member's own; nil for the holder of a code, who has still to give it.
    package let birthDate: CalendarDay?
    package var owner: FileNumber? { record.number }

    /// - Throws: `HTTPError` 401: only scripts come here, which a redirect would not help.
    package init(context: VisitorContext) throws {
        switch context.session {
        case .member(let member): (record, birthDate) = (member.record, member.record.birthDate)
        case .codeHolder(let holder): (record, birthDate) = (holder.record, nil)
        case .ended, .endedChoosing, .none: throw HTTPError(.unauthorized)
        }
        coreContext = context.coreContext
        requestID = context.requestID
        visit = context.visit
        session = context.session
    }
}
