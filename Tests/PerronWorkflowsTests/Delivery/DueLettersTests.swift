import PerronDomain
import PerronTestSupport
import PerronWorkflows
import Testing

struct DueLettersTests {
    @Test func `what is due is counted, with what was begun`() async throws {
        let house = try await PostHouse()
        let gather = GatherBatch(house.base)
        for person in [Cast.henri, Cast.lina] {
            try await house.order(person.number, by: .letter)
            _ = try await house.decide()
        }

        let waiting = [try await gather.count(.byCutOff), try await gather.count(.atOnce), try await gather.count(.begun)]
        _ = try await gather(.atOnce)
        try await house.order(Cast.sofia.number, by: .letter)
        _ = try await house.decide()
        let begun = [try await gather.count(.byCutOff), try await gather.count(.atOnce), try await gather.count(.begun)]

        #expect(waiting == [0, 2, 0])
        #expect(begun == [2, 3, 2])
    }
}
