import PerronDomain
import Testing

struct DispatchTurnTests {
    @Test func `a quiet network's orders go first, then one turn later with each doubling, the last for all that is left`() {
        let requests = [0, 1, 3, 4, 6, 7, 12, 13, 24, 25, 48, 49, 96, 97, 1_000_000]

        #expect(requests.map(DispatchTurn.turn) == [0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6])
        #expect(DispatchTurn.turn(requests: DispatchTurn.mostRequests) == DispatchTurn.last)
    }
}
