import ArgumentParser
import PerronDomain
import PerronPostgres
import PerronStorage

/// How long a file is looked for by its number, the product's own way, among all that a server has.
struct LookupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lookup", abstract: "Finds files by their numbers, in no order, and prints how long one takes.")

    @Option(help: "A PostgreSQL server's URL.") var database: String
    @Option(help: "How many are looked for at a time.") var atOnce = 1
    @Option var count = 40_000

    func run() async throws {
        var limits = PostgresLimits()
        limits.connections = min(atOnce, limits.connections)
        let database = try PostgresDatabase(PostgresURL(database), limits: limits)
        let count = count
        // A digest's order is as good as chance, and reaches every corner of the index.
        let numbers = try await database.read { tx in
            try tx.query("SELECT number FROM pension_record ORDER BY contents LIMIT \(count)").map { try $0.number("number") }
        }
        let begun = ContinuousClock.now
        let taken = try await withThrowingTaskGroup(of: [Duration].self) { group in
            for part in 0..<atOnce {
                let own = stride(from: part, to: numbers.count, by: atOnce).map { numbers[$0] }
                group.addTask { try await LookupCommand.find(own, in: database) }
            }
            return try await group.reduce(into: []) { $0 += $1 }.sorted()
        }
        let rate = Double(taken.count) / ((ContinuousClock.now - begun) / .seconds(1))
        print("\(rate.rounded()) /s, p50 \(milliseconds(taken, 50)) ms, p99 \(milliseconds(taken, 99)) ms")
        try await database.close()
    }

    private static func find(_ numbers: [FileNumber], in database: PostgresDatabase) async throws -> [Duration] {
        var taken: [Duration] = []
        for number in numbers {
            let begun = ContinuousClock.now
            let file = try await database.read { tx in try PensionRecords(tx).find(number) }
            guard file != nil else { throw ValidationError("a file is not found by its number") }
            taken.append(ContinuousClock.now - begun)
        }
        return taken
    }

    private func milliseconds(_ sorted: [Duration], _ percent: Int) -> Double {
        (sorted[min(sorted.count - 1, sorted.count * percent / 100)] / .microseconds(1)).rounded() / 1000
    }
}
