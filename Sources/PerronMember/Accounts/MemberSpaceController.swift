import PerronDomain
import PerronPages
import PerronStorage
import PerronWorkflows

/// The personal space's first page.
struct MemberSpaceController: Sendable {
    /// How long what has just happened is said.
    private static let newness: Duration = .minutes(2)

    let site: Site
    let read: ReadMemberSpace
    let civilTime: CivilTime

    func show(_ context: MemberContext) async throws -> Reply {
        let contents = try await read(context.member)
        let session = context.member.session
        let space = MemberSpace(
            record: contents.record, email: contents.email, pendingEmail: contents.awaitingEmail,
            signIns: contents.lastSignIns.map { signIn in
                MemberSpace.SignIn(
                    day: civilTime.day(of: signIn.at), minutes: civilTime.minutes(of: signIn.at), means: .init(signIn.means),
                    isThisOne: signIn.at == session.startedAt)
            },
            passwordChosenOn: civilTime.day(of: contents.passwordSetAt ?? session.startedAt), news: news(contents, context))
        return .page(MemberSpacePage(frame: site.frame(for: context), space: space))
    }

    /// Told from what is stored, so that no address or cookie can make the page say it.
    private func news(_ contents: ReadMemberSpace.Contents, _ context: MemberContext) -> MemberSpace.News? {
        let since = context.visit.now.subtracting(MemberSpaceController.newness)
        if let confirmedAt = contents.emailConfirmedAt, confirmedAt > since { return .emailConfirmed }
        let session = context.member.session
        // Choosing or changing a password opens the session in the same transaction.
        guard session.startedAt > since, contents.passwordSetAt == session.startedAt else { return nil }
        switch contents.lastSignIns.first(where: { $0.at == session.startedAt })?.means {
        case .provisional: return .opened(asksConfirmation: contents.awaitingEmail != nil)
        case .password: return .passwordChanged
        case nil: return nil
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
