import PerronDomain

/// What stands behind « Je ne suis pas un robot »: what is asked, and what was already brought when the page comes back for another reason.
package struct RobotFieldValues: Sendable, Equatable {
    /// What makes a ticked box count where scripts run.
    package enum Task: Sendable, Equatable {
        /// Our own proof of work.
        /// - Parameters:
        ///   - challenge: base64url, signed by the server.
        ///   - difficulty: leading zero bits of each SHA-256.
        ///   - count: how many small puzzles; many small ones take a steadier time than a large one.
        ///   - solution: what the browser already found; empty where it still has to.
        ///   - standingInFor: the third party that is out of order, if that is why.
        case work(challenge: String, difficulty: Int, count: Int, solution: String, standingInFor: RobotProvider?)
        /// A third party's widget.
        /// - Parameters:
        ///   - pass: as it was signed when the third party vouched; empty where it has still to.
        ///   - hasOwnWay: whether time may stand in where the widget can't be loaded.
        case widget(RobotWidget, pass: String, hasOwnWay: Bool)
        /// The third party is out of order, and the fund lets nothing stand in for it.
        case outOfOrder(RobotProvider)
    }

    package var task: Task
    /// The signed ticket for browsers without JavaScript.
    package var slowTicket: String
    /// Seconds after which the ticket is good.
    package var slowSeconds: Int
    package var isTicked: Bool

    package init(_ task: Task, slowTicket: String, slowSeconds: Int, isTicked: Bool = false) {
        self.task = task
        self.slowTicket = slowTicket
        self.slowSeconds = slowSeconds
        self.isTicked = isTicked
    }

    package var widget: RobotWidget? {
        switch task {
        case .widget(let widget, _, _): widget
        case .work, .outOfOrder: nil
        }
    }
}

/// For a `CastPage` that nobody has worked on yet.
extension RobotFieldValues {
    package var tokens: [String] {
        switch task {
        case .work(let challenge, _, _, _, _): [challenge, slowTicket]
        case .widget, .outOfOrder: [slowTicket]
        }
    }

    /// Nil where something is done already, and for a third party's widget, which is rare.
    package var likeness: [Int]? {
        guard !isTicked, case .work(_, let difficulty, let count, "", nil) = task else { return nil }
        return [difficulty, count, slowSeconds]
    }

    package func replacing(_ tokens: [String]) -> RobotFieldValues {
        guard case .work(_, let difficulty, let count, let solution, let absent) = task, tokens.count == 2 else { return self }
        let task = Task.work(challenge: tokens[0], difficulty: difficulty, count: count, solution: solution, standingInFor: absent)
        return RobotFieldValues(task, slowTicket: tokens[1], slowSeconds: slowSeconds, isTicked: isTicked)
    }
}
