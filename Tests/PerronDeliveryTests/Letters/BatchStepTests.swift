import PerronStorage
import Testing

@testable import PerronDelivery

struct BatchStepTests {
    private static let standings: [BatchStanding] = [
        .nowhere, .beside, .ready(aside: "a"), .taken(trouble: "paper"), .arrived, .refused(reason: "r"), .changed,
    ]

    @Test func `of a batch that isn't recorded as written all that lies beside is written anew, and whatever is further is doubted`() {
        let steps = Self.standings.map { BatchStep.after(.open, $0) }

        #expect(steps == [.write, .write, .write, .doubt, .doubt, .write, .doubt])
    }

    @Test func `a written batch is moved, awaited, settled or written anew, and doubted where it is not as it was`() {
        let steps = Self.standings.map { BatchStep.after(.written, $0) }

        #expect(
            steps == [.doubt, .doubt, .move(aside: "a"), .wait(trouble: "paper"), .settle, .writeAnew(reason: "r"), .doubt])
    }

    @Test(arguments: [LetterBatch.State.handedOver, .unsure])
    func `with a batch that is done with, or that a person decides about, nothing is done`(state: LetterBatch.State) {
        #expect(Self.standings.allSatisfy { BatchStep.after(state, $0) == .nothing })
    }
}
