/// Where an access request stands, from « Réinitialiser le mot de passe » to the password chosen. `docs/states.md` draws it.
package enum AccessRequestState: String, Sendable, CaseIterable {
    /// The number was given; the channel is not chosen yet.
    case started
    /// The channel is chosen and the order lies in the outbox.
    case confirmed
    /// A provisional password is on its way.
    case dispatched
    /// The worker found a case that a person must decide.
    case withStaff
    /// The worker decided that nothing leaves: unknown number, deceased holder, past the quotas.
    case closed
    /// A password was chosen with the code.
    case redeemed
    /// Never confirmed, or its code ran out or was voided.
    case lapsed

    /// - Throws: `IllegalTransition`, which names both, where `event` can't happen in this state.
    package func after(_ event: AccessRequestEvent) throws(IllegalTransition) -> AccessRequestState {
        switch (self, event) {
        case (.started, .confirm): .confirmed
        case (.started, .lapse): .lapsed
        case (.confirmed, .dispatch), (.withStaff, .dispatch): .dispatched
        case (.confirmed, .askStaff): .withStaff
        case (.confirmed, .close), (.withStaff, .close): .closed
        // A bounced e-mail, or one that a crash left in doubt, goes out again under the same request.
        case (.dispatched, .dispatch): .dispatched
        case (.dispatched, .askStaff): .withStaff
        // A code in an envelope that came back doubtful may still have arrived: whoever holds it may use it.
        case (.dispatched, .redeem), (.withStaff, .redeem), (.lapsed, .redeem): .redeemed
        case (.dispatched, .lapse): .lapsed
        // A letter that had lapsed in the post still opens the door if staff extended it.
        case (.lapsed, .dispatch): .dispatched
        case (.started, .dispatch), (.started, .askStaff), (.started, .close), (.started, .redeem),
            (.confirmed, .confirm), (.confirmed, .redeem), (.confirmed, .lapse),
            (.dispatched, .confirm), (.dispatched, .close),
            (.withStaff, .confirm), (.withStaff, .askStaff), (.withStaff, .lapse),
            (.closed, .confirm), (.closed, .dispatch), (.closed, .askStaff), (.closed, .close), (.closed, .redeem), (.closed, .lapse),
            (.redeemed, .confirm), (.redeemed, .dispatch), (.redeemed, .askStaff), (.redeemed, .close), (.redeemed, .redeem),
            (.redeemed, .lapse),
            (.lapsed, .confirm), (.lapsed, .askStaff), (.lapsed, .close), (.lapsed, .lapse):
            throw IllegalTransition(state: self, event: event)
        }
    }
}

package enum AccessRequestEvent: String, Sendable, CaseIterable {
    case confirm
    case dispatch
    case askStaff
    case close
    case redeem
    case lapse
}

package struct IllegalTransition: Error, Equatable, CustomStringConvertible {
    package let state: AccessRequestState
    package let event: AccessRequestEvent

    package var description: String { "an access request that is \(state.rawValue) can't \(event.rawValue)" }
}
