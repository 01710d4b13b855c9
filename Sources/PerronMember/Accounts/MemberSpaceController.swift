import PerronDomain
import PerronPages
import PerronStorage
import PerronWorkflows

/// The personal space's first page.
struct MemberSpaceController: Sendable {
    /// How long what has just happened may be said.
    private static let newness: Duration = .minutes(2)

    let site: Site
    let read: ReadMemberSpace
    let civilTime: CivilTime

    func show(_ context: MemberContext) async throws -> Reply {
        let contents = try await read(context.member)
        let session = context.member.session
        let space = MemberSpace(
            record: contents.record, email: contents.email, pendingEmail: contents.awaitingEmail,
            emailUsableFrom: contents.emailUsableFrom.map(civilTime.day),
            signIns: contents.lastSignIns.map { signIn in
                MemberSpace.SignIn(
                    day: civilTime.day(of: signIn.at), minutes: civilTime.minutes(of: signIn.at), means: .init(signIn.means),
                    isThisOne: signIn.at == session.startedAt)
            },
            passwordChosenOn: civilTime.day(of: contents.passwordSetAt ?? session.startedAt), news: news(contents, context))
        let page = Reply.page(MemberSpacePage(frame: site.frame(for: context), space: space))
        return context.visit.news == nil ? page : page.changing(SiteCookie.news.ending)
    }

    /// Said once, by the cookie that what happened left; and only where what is stored agrees, so that no cookie makes the page say it.
    private func news(_ contents: ReadMemberSpace.Contents, _ context: MemberContext) -> MemberSpace.News? {
        let since = context.visit.now.subtracting(MemberSpaceController.newness)
        let session = context.member.session
        // Choosing or changing a password opens the session in the same transaction.
        let hasNewPassword = session.startedAt > since && contents.passwordSetAt == session.startedAt
        switch context.visit.news {
        case .opened where hasNewPassword: return .opened(asksConfirmation: contents.awaitingEmail != nil)
        case .passwordChanged where hasNewPassword: return .passwordChanged
        case .emailConfirmed where contents.emailConfirmedAt.map { $0 > since } ?? false: return .emailConfirmed
        case .opened, .passwordChanged, .emailConfirmed, .codeSent, nil: return nil
        }
    }
}

extension MemberSpace.Means {
    fileprivate init(_ means: SignInEvent.Means) {
        switch means {
        case .password: self = .password
        case .provisional: self = .provisional
        }
    }
}
