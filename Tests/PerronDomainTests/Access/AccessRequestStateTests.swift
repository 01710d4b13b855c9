import Testing

@testable import PerronDomain

struct AccessRequestStateTests {
    /// Every pair, by state and then in the order of the events; nil where it can't happen.
    private static let table: [AccessRequestState: [AccessRequestEvent: AccessRequestState?]] = [
        .started: [.confirm: .confirmed, .dispatch: nil, .askStaff: nil, .close: nil, .redeem: nil, .lapse: .lapsed],
        .confirmed: [.confirm: nil, .dispatch: .dispatched, .askStaff: .withStaff, .close: .closed, .redeem: nil, .lapse: nil],
        .dispatched: [.confirm: nil, .dispatch: .dispatched, .askStaff: .withStaff, .close: nil, .redeem: .redeemed, .lapse: .lapsed],
        .withStaff: [.confirm: nil, .dispatch: .dispatched, .askStaff: nil, .close: .closed, .redeem: .redeemed, .lapse: nil],
        .closed: [.confirm: nil, .dispatch: nil, .askStaff: nil, .close: nil, .redeem: nil, .lapse: nil],
        .redeemed: [.confirm: nil, .dispatch: nil, .askStaff: nil, .close: nil, .redeem: nil, .lapse: nil],
        .lapsed: [.confirm: nil, .dispatch: .dispatched, .askStaff: nil, .close: nil, .redeem: .redeemed, .lapse: nil],
    ]

    @Test(arguments: AccessRequestState.allCases, AccessRequestEvent.allCases)
    func `every state takes every event as the table says`(state: AccessRequestState, event: AccessRequestEvent) throws {
        let expected = try #require(Self.table[state]?[event], "the table lacks \(state) and \(event)")

        if let expected {
            #expect(try state.after(event) == expected)
        } else {
            #expect(throws: IllegalTransition(state: state, event: event)) { try state.after(event) }
        }
    }

    @Test func `an illegal step names the state and the event`() {
        #expect(IllegalTransition(state: .closed, event: .redeem).description == "an access request that is closed can't redeem")
    }

    @Test func `what is redeemed or closed stays so, and everything else has a way on`() {
        let final = AccessRequestState.allCases.filter { state in
            AccessRequestEvent.allCases.allSatisfy { event in Self.table[state]?[event] == .some(nil) }
        }

        #expect(Set(final) == [.closed, .redeemed])
    }
}
