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
    /// The third party that the fund chose; nil where our own check is all.
    private let service: RobotService?
    private let redeem: RedeemRobotToken?

    init(_ form: RobotCheck.Form, base: Foundations, service: RobotService?) {
        self.form = form
        self.service = service
        offer = OfferRobotCheck(base)
        check = RobotCheck(base)
        redeem = service.map { RedeemRobotToken(base, service: $0) }
    }

    /// What the form brings. A third party's token is spent by looking at it: to be asked for once in a request.
    func proof(in sent: Form, _ context: some SiteContext) async -> RobotProof {
        guard sent.isRobotTicked else { return .missing }
        if !sent[.robotPass].isEmpty { return .pass(sent[.robotPass]) }
        if !sent[.robotToken].isEmpty, let redeem {
            return await redeem(sent[.robotToken], for: form, network: context.visit.network, address: context.visit.address?.text)
        }
        // The script's solution where it found one, else the ticket's age.
        guard sent[.proof].isEmpty else { return .work(challenge: sent[.challenge], solution: sent[.proof]) }
        return .slow(ticket: sent[.slowTicket])
    }

    /// On the page of an access request before anything was typed.
    func forAccess(_ context: some SiteContext) async throws -> RobotFieldValues {
        values(try await offer.forAccess(network: context.visit.network), context)
    }

    /// - Parameter isOut: the third party could not be asked just now.
    func fresh(_ context: some SiteContext, isOut: Bool = false) async throws -> RobotFieldValues {
        values(try await offer(form, network: context.visit.network), context, isOut: isOut)
    }

    /// On the sign-in page before it is sent, so that nobody types a password twice; nil where nothing would be asked.
    func ifDueForSignIn(_ context: some SiteContext) async throws -> RobotFieldValues? {
        try await offer.ifDueForSignIn(network: context.visit.network, isKnown: context.visit.formerTokens.browser != nil)
            .map { values($0, context) }
    }

    /// What was sent and is still good stays; the rest is offered anew.
    func again(_ sent: Form, _ proof: RobotProof, _ context: some SiteContext) async throws -> RobotFieldValues {
        var values = try await fresh(context, isOut: proof.isOutOfOrder)
        let solved = remainingWait(of: proof, context) == .zero ? values.task.kept(proof, widget: widget) : nil
        let wait = remainingWait(of: .slow(ticket: sent[.slowTicket]), context)
        if let solved { values.task = solved }
        if let wait {
            values.slowTicket = sent[.slowTicket]
            // « At least 1 second » where the wait is over: one reads the page longer than that.
            values.slowSeconds = Int(wait.wholeSeconds) + 1
        }
        values.isTicked = sent.isRobotTicked && (solved != nil || wait != nil || proof.isOutOfOrder)
        return values
    }

    func again(_ sent: Form, _ context: some SiteContext) async throws -> RobotFieldValues {
        try await again(sent, await proof(in: sent, context), context)
    }

    /// What a page that asks something else in between carries along.
    func carried(_ sent: Form, _ context: some SiteContext) async -> [FormField: String] {
        let fields: [FormField] = [.robot, .challenge, .proof, .slowTicket]
        var kept: [FormField: String] = fields.reduce(into: [:]) { kept, field in
            if !sent[field].isEmpty { kept[field] = sent[field] }
        }
        // Of a third party's token only the yes can be kept.
        if case .pass(let pass) = await proof(in: sent, context) { kept[.robotPass] = pass }
        return kept
    }

    /// - Parameter verdict: what became of what the form brought.
    func correction(_ verdict: RobotCheck.Verdict, of sent: Form, words: Words, fund: PensionFund) -> FieldError {
        RobotCorrection(words: words, fund: fund, service: service).error(verdict, isTicked: sent.isRobotTicked)
    }

    /// The box was not ticked: to be ticked, or not there because the third party is out of order.
    func unticked(_ sent: Form, _ context: some SiteContext, words: Words, fund: PensionFund) -> FieldError {
        let isRefused = service.map { $0.whenDown == .refuse && $0.isDown(context.visit.now) } ?? false
        return correction(isRefused ? .outOfOrder : .unsolved, of: sent, words: words, fund: fund)
    }

    private func values(_ offer: RobotCheck.Offer, _ context: some SiteContext, isOut: Bool = false) -> RobotFieldValues {
        RobotFieldValues(
            task(offer, isOut: isOut || service?.isDown(context.visit.now) == true), slowTicket: offer.ticket,
            slowSeconds: Int(offer.slowWait.wholeSeconds))
    }

    private func task(_ offer: RobotCheck.Offer, isOut: Bool) -> RobotFieldValues.Task {
        if isOut, let service, service.whenDown == .refuse { return .outOfOrder(service.provider) }
        if !isOut, let widget { return .widget(widget, pass: "", hasOwnWay: service?.whenDown == .own) }
        return .work(
            challenge: offer.challenge.text, difficulty: offer.challenge.difficulty, count: offer.challenge.count, solution: "",
            standingInFor: service?.provider)
    }

    private var widget: RobotWidget? {
        service.map { RobotWidget($0.provider, siteKey: $0.siteKey, action: form.rawValue) }
    }

    /// Nil for a proof that is worth nothing (any more).
    private func remainingWait(of proof: RobotProof, _ context: some SiteContext) -> Duration? {
        switch check.judge(proof, for: form, network: context.visit.network, now: context.visit.now) {
        case .passed: .zero
        case .tooEarly(let wait): wait
        case .unsolved, .stale, .outOfOrder: nil
        }
    }
}

extension RobotProof {
    var isOutOfOrder: Bool {
        if case .rejected(.outOfOrder) = self { true } else { false }
    }
}

extension RobotFieldValues.Task {
    /// The same with what was already done; nil where a proof has nothing to be kept of.
    fileprivate func kept(_ proof: RobotProof, widget: RobotWidget?) -> RobotFieldValues.Task? {
        switch (proof, self) {
        case (.work(let challenge, let solution), .work(_, let difficulty, let count, _, let absent)):
            .work(challenge: challenge, difficulty: difficulty, count: count, solution: solution, standingInFor: absent)
        case (.work(let challenge, let solution), .widget), (.work(let challenge, let solution), .outOfOrder):
            // Begun while the third party was out of order; it is good though that is over.
            .work(challenge: challenge, difficulty: 1, count: 1, solution: solution, standingInFor: widget?.provider)
        case (.pass(let pass), _): widget.map { .widget($0, pass: pass, hasOwnWay: true) }
        case (.slow, _), (.rejected, _), (.missing, _): nil
        }
    }
}

extension Form {
    var isRobotTicked: Bool { !self[.robot].isEmpty }
}
