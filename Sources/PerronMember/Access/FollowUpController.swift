import PerronDomain
import PerronPages
import PerronStorage
import PerronWorkflows

/// What comes, by when: right after step 6 from what the browser carries, later by the follow-up number.
struct FollowUpController: Sendable {
    /// How long after step 6 the page still speaks of what was just asked.
    private static let newness: Duration = .minutes(15)

    let site: Site
    let find: FindFollowUp
    let requests: SignedIdentifiers<AccessRequest>
    let civilTime: CivilTime

    func show(_ context: VisitorContext) async throws -> Reply {
        guard let id = requests.current(context), let followUp = try await find(id) else {
            return .page(FollowUpQuestionPage(frame: site.frame(for: context)))
        }
        return page(followUp, context)
    }

    func create(_ form: Form, _ context: VisitorContext) async throws -> Reply {
        let typed = form[.followUp]
        guard let number = FollowUpNumber(typed: typed) else { return ask(again: typed, context) }
        guard let followUp = try await find(number) else { return ask(again: typed, context) }
        return page(followUp, context)
    }

    private func page(_ followUp: FollowUp, _ context: VisitorContext) -> Reply {
        let now = context.visit.now
        let expected = ExpectedArrival(followUp.arrival, askedAt: followUp.confirmedAt, in: civilTime)
        let past = FollowUpPage.Past(
            email: expected.channel == .email && now >= followUp.arrival.emailBy,
            posting: civilTime.day(of: now) > expected.postedOn)
        return .page(
            FollowUpPage(
                frame: site.frame(for: context), number: followUp.number, expected: expected,
                isNew: now - followUp.confirmedAt < FollowUpController.newness && !past.email,
                lateness: expected.lateness(on: civilTime.day(of: now)), past: past))
    }

    private func ask(again typed: String, _ context: VisitorContext) -> Reply {
        let words = site.words(for: context)
        let count = typed.filter { $0.isLetter || $0.isNumber }.count
        let message =
            switch count {
            case 0: words("access.error.followUp.empty")
            case FollowUpNumber.length: words("access.error.followUp.unknown")
            default: words("access.error.followUp.length", ["found": String(count)])
            }
        return .page(FollowUpQuestionPage(frame: site.frame(for: context), typed: typed, errors: [FieldError(.followUp, message)]))
    }
}
