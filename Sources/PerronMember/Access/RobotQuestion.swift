import PerronDomain
import PerronPages
import PerronSecrets
import PerronWorkflows

/// « Je ne suis pas un robot » as a form carries it: offered fresh, or given back as it came, so that whoever corrects something else on
/// the page needn't do it again.
struct RobotQuestion: Sendable {
    private let form: RobotCheck.Form
    private let offer: OfferRobotCheck
    private let check: RobotCheck

    init(_ form: RobotCheck.Form, base: Foundations) {
        self.form = form
        offer = OfferRobotCheck(base)
        check = RobotCheck(base)
    }

    func fresh(_ context: some SiteContext) async throws -> RobotFieldValues {
        RobotFieldValues(try await offer(form, network: context.visit.network))
    }

    /// On the sign-in page before it is sent, so that nobody types a password twice; nil where nothing would be asked.
    func ifDueForSignIn(_ context: some SiteContext) async throws -> RobotFieldValues? {
        try await offer.ifDueForSignIn(network: context.visit.network, isKnown: context.visit.formerTokens.browser != nil)
            .map(RobotFieldValues.init)
    }

    /// What was sent and is still good stays; the rest is offered anew.
    func again(_ sent: Form, _ context: some SiteContext) async throws -> RobotFieldValues {
        let fresh = try await fresh(context)
        let work = RobotProof.work(challenge: sent[.challenge], solution: sent[.proof])
        let isSolved = remainingWait(of: work, context) == .zero
        let wait = remainingWait(of: .slow(ticket: sent[.slowTicket]), context)
        return RobotFieldValues(
            challenge: isSolved ? sent[.challenge] : fresh.challenge, difficulty: fresh.difficulty, count: fresh.count,
            slowTicket: wait == nil ? fresh.slowTicket : sent[.slowTicket],
            // « At least 1 second » where the wait is over: one reads the page longer than that.
            slowSeconds: wait.map { Int($0.wholeSeconds) + 1 } ?? fresh.slowSeconds,
            proof: isSolved ? sent[.proof] : "", isTicked: sent.isRobotTicked && (isSolved || wait != nil))
    }

    /// Nil for a proof that is worth nothing (any more).
    private func remainingWait(of proof: RobotProof, _ context: some SiteContext) -> Duration? {
        switch check.judge(proof, for: form, network: context.visit.network, now: context.visit.now) {
        case .passed: .zero
        case .tooEarly(let wait): wait
        case .unsolved, .stale: nil
        }
    }
}

extension RobotFieldValues {
    fileprivate init(_ offer: RobotCheck.Offer) {
        self.init(
            challenge: offer.challenge.text, difficulty: offer.challenge.difficulty, count: offer.challenge.count,
            slowTicket: offer.ticket, slowSeconds: Int(offer.slowWait.wholeSeconds))
    }
}

extension Form {
    var isRobotTicked: Bool { !self[.robot].isEmpty }

    /// The script's solution where it found one, else the ticket's age.
    var robotProof: RobotProof {
        guard isRobotTicked else { return .missing }
        guard !self[.proof].isEmpty else { return .slow(ticket: self[.slowTicket]) }
        return .work(challenge: self[.challenge], solution: self[.proof])
    }
}

extension RobotCheck.Verdict {
    /// What to do about a proof that was not taken.
    func correction(of form: Form, words: Words) -> FieldError {
        switch self {
        case .tooEarly(let wait):
            FieldError(.robot, words("access.error.robot.early", ["duration": words.duration(wait)]))
        case .stale: FieldError(.robot, words("access.error.robot.used"))
        case .unsolved, .passed:
            FieldError(.robot, words(form.isRobotTicked ? "access.error.robot.failed" : "access.error.robot.unticked"))
        }
    }
}
