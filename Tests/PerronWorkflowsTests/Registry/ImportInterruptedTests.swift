import PerronDomain
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

struct ImportInterruptedTests {
    /// A registry of forty, and an export in which one file of each kind differs: added, changed, vanished.
    private static func prepared() async throws -> (house: RegistryHouse, next: [[RegistryColumn: String]]) {
        let house = try await RegistryHouse(chunk: 3)
        let people = RegistryHouse.people(48)
        try await house.finish(Array(people.prefix(40)))
        var next = Array(people.dropFirst(5))
        for index in 0..<12 { next[index * 2][.familyName] = "AUTRE\(index)" }
        return (house, next)
    }

    @Test func `killed at any write, each file is old or new, and a rerun completes`() async throws {
        let (reference, next) = try await Self.prepared()
        let before = Set(try await reference.registry())
        let whole = try await reference.finish(next, ImportOptions(closesMissing: true))
        let after = try await reference.registry()

        // How many writes there are depends on how long they take.
        var survived = 0
        while true {
            let (house, _) = try await Self.prepared()
            house.gate.open(for: survived)
            do {
                try await house.finish(next, ImportOptions(closesMissing: true))
                break
            } catch is WriteGate.Closed {}
            for row in try await house.registry() { #expect(before.contains(row) || after.contains(row)) }

            house.gate.open()
            let summary = try await house.finish(next, ImportOptions(closesMissing: true))
            #expect(try await house.registry() == after, "after \(survived) writes")
            #expect(summary.counts == whole.counts, "after \(survived) writes")
            #expect(try await house.count("import_run") == 2)
            survived += 1
        }
        #expect(survived > 8)
    }

    @Test func `a run taken up again tells the refused lines and the vanished files again`() async throws {
        let (house, next) = try await Self.prepared()
        var export = next
        export[40][.email] = "sans-arobase"
        Self.stopHalfway(house)
        await #expect(throws: WriteGate.Closed.self) { try await house.finish(export, ImportOptions(closesMissing: true)) }
        #expect(try await house.lastRun()?.state == .applying)
        house.gate.open()
        let watcher = ListeningWatcher()

        let summary = try await house.finish(export, ImportOptions(closesMissing: true), watcher: watcher)

        #expect(summary.isResumed)
        #expect(watcher.faults == [RegistryFault(line: 42, column: .email, reason: .email)])
        #expect(watcher.missing.count == 5)
        #expect(summary.counts.closed == 5)
    }

    @Test func `another file gives the unfinished run up`() async throws {
        let (house, next) = try await Self.prepared()
        Self.stopHalfway(house)
        await #expect(throws: WriteGate.Closed.self) { try await house.finish(next) }
        let abandoned = try #require(try await house.lastRun())
        house.gate.open()

        let summary = try await house.finish(Array(next.dropLast()))

        #expect(summary.run != abandoned.id)
        #expect(!summary.isResumed)
        let state = try await house.database.read { tx in try ImportRuns(tx).find(abandoned.id)?.state }
        #expect(state == .abandoned)
    }

    @Test func `a run that another process has taken over stops at its next step`() async throws {
        let house = try await RegistryHouse(chunk: 5)
        house.gate.before { tx in
            guard let run = try ImportRuns(tx).open(), run.state == .applying else { return }
            try ImportRuns(tx).takeOver(ImportHold(run: run.id, holder: "the other"))
        }

        await #expect(throws: ImportHoldError.lost) { try await house.finish(RegistryHouse.people(60)) }
    }

    /// Stops the import once some of its rows, but not all, are applied.
    private static func stopHalfway(_ house: RegistryHouse) {
        house.gate.before { tx in
            let applied = try tx.first(
                "SELECT COUNT(*) AS count FROM pension_record JOIN import_run AS run ON run.id = last_run AND run.state = 'applying'")
            if try applied?.count("count") ?? 0 > 0 { throw WriteGate.Closed() }
        }
    }
}
