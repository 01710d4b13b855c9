import PerronDomain
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

struct ImportChangesTests {
    @Test func `running twice changes nothing`() async throws {
        let house = try await RegistryHouse()
        let people = RegistryHouse.people(120)
        try await house.finish(people)
        let before = try await house.rows("SELECT id || contents || updated_at || last_run AS row FROM pension_record ORDER BY id")

        let again = try await house.finish(people)

        #expect(again.counts == ImportCounts(lines: 120, same: 120))
        let after = try await house.rows("SELECT id || contents || updated_at || last_run AS row FROM pension_record ORDER BY id")
        #expect(after == before)
    }

    @Test func `a run is on record with its file's digest, its counts and its audit events`() async throws {
        let house = try await RegistryHouse()

        let summary = try await house.finish(RegistryHouse.people(7))

        let run = try #require(try await house.lastRun())
        #expect(run.id == summary.run)
        #expect(run.state == .finished)
        #expect(run.sha256 == summary.sha256)
        #expect(run.sha256.count == 64)
        #expect(run.counts == ImportCounts(lines: 7, added: 7))
        #expect(run.startedAt == house.clock.now())
        let events = try await house.database.read { tx in try AuditTrail.events(of: run.id.text, in: tx).map(\.verb) }
        #expect(Set(events) == [.startImport, .finishImport])
    }

    @Test func `a changed row takes its file's place, whose id stays`() async throws {
        let house = try await RegistryHouse()
        var people = RegistryHouse.people(20)
        try await house.finish(people)
        let number = people[4][.number]!
        let before = try #require(try await house.record(number))
        people[4][.familyName] = "NOUVEAU-NOM"
        people[4][.telephone] = ""

        let summary = try await house.finish(people)

        #expect(summary.counts == ImportCounts(lines: 20, changed: 1, same: 19))
        #expect(summary.differences?.columns[.familyName] == 1)
        let after = try #require(try await house.record(number))
        #expect(after.id == before.id)
        #expect(after.name.familyName == "NOUVEAU-NOM")
        #expect(after.telephone.isEmpty)
    }

    @Test func `a wrong row changes nothing, and its file has not vanished`() async throws {
        let house = try await RegistryHouse()
        var people = RegistryHouse.people(10)
        try await house.finish(people)
        let before = try await house.registry()
        let number = people[0][.number]!
        people[0][.number] = String(number.prefix(3) + " " + number.dropFirst(3))
        people[1][.email] = "sans-arobase"
        people[1][.familyName] = "AUTRE"
        let watcher = ListeningWatcher()

        let summary = try await house.finish(people, ImportOptions(closesMissing: true), watcher: watcher)

        #expect(summary.counts == ImportCounts(lines: 10, refused: 2, same: 8))
        #expect(watcher.missing.isEmpty)
        #expect(try await house.registry() == before)
    }

    @Test func `a dry run tells every difference and writes nothing at all`() async throws {
        let house = try await RegistryHouse()
        var people = RegistryHouse.people(30)
        try await house.finish(people)
        let (before, registry) = (try await house.everything(), try await house.registry())
        people[2][.address4] = "1 RUE NEUVE"
        people[3][.email] = "neuf@exemple.fr"
        let export = try RegistryHouse.export(Array(people.dropLast(2)) + [RegistryExportRows.stranger])
        house.gate.open(for: 0)

        let outcome = try await export.imported(in: house.base, options: ImportOptions(isDryRun: true, closesMissing: true))

        guard case .compared(let summary, let decision) = outcome else { throw RegistryHouse.Unfinished(outcome: "\(outcome)") }
        #expect(summary.counts == ImportCounts(lines: 29, added: 1, changed: 2, same: 26, missing: 2))
        #expect(summary.differences?.columns[.address4] == 1)
        #expect(summary.differences?.columns[.email] == 1)
        #expect(decision == .apply)
        #expect(try await house.everything() == before)
        #expect(try await house.registry() == registry)
        #expect(summary.text(options: ImportOptions(isDryRun: true)).contains("adresse_4            1"))
    }

    @Test func `files that vanished are told, closed when asked, and open again when they come back`() async throws {
        let house = try await RegistryHouse()
        let people = RegistryHouse.people(40)
        try await house.finish(people)
        let gone = Set(people.suffix(3).compactMap { $0[.number] })
        let watcher = ListeningWatcher()

        let told = try await house.finish(people.dropLast(3), watcher: watcher)
        #expect(told.counts == ImportCounts(lines: 37, same: 37, missing: 3))
        #expect(Set(watcher.missing) == gone)
        #expect(try await house.closed().isEmpty)

        let closed = try await house.finish(people.dropLast(3), ImportOptions(closesMissing: true))
        #expect(closed.counts == ImportCounts(lines: 37, same: 37, missing: 3, closed: 3))
        #expect(Set(try await house.closed()) == gone)

        let again = try await house.finish(people.dropLast(3), ImportOptions(closesMissing: true))
        #expect(again.counts == ImportCounts(lines: 37, same: 37))

        let back = try await house.finish(people)
        #expect(back.counts == ImportCounts(lines: 40, changed: 3, same: 37, reopened: 3))
        #expect(try await house.closed().isEmpty)
        let verbs = try await house.rows("SELECT verb AS row FROM audit_event WHERE verb IN ('closeRecord', 'reopenRecord') ORDER BY id")
        #expect(verbs == ["closeRecord", "closeRecord", "closeRecord", "reopenRecord", "reopenRecord", "reopenRecord"])
    }

    @Test(arguments: [RegistryColumn.address4, .email])
    func `a file that changes too many addresses or e-mails is applied only by force`(column: RegistryColumn) async throws {
        let house = try await RegistryHouse()
        var people = RegistryHouse.people(40)
        for index in people.indices { people[index][.email] = "avant\(index)@exemple.fr" }
        try await house.finish(people)
        let before = try await house.registry()
        for index in 0..<9 { people[index][column] = column == .email ? "apres\(index)@exemple.fr" : "1 RUE TOUT AUTRE" }

        let outcome = try await RegistryHouse.export(people).imported(in: house.base)

        guard case .refusedShare(let shares, let summary) = outcome else {
            throw RegistryHouse.Unfinished(outcome: "\(outcome)")
        }
        #expect(shares == (column == .email ? RegistryShares(addresses: 0, emails: 0.225) : RegistryShares(addresses: 0.225, emails: 0)))
        #expect(summary.counts.changed == 9)
        #expect(try await house.registry() == before)
        #expect(try await house.lastRun()?.state == .refused)

        let forced = try await house.finish(people, ImportOptions(isForced: true))
        #expect(forced.counts.changed == 9)
    }

    @Test func `an export that was cut short closes nothing without force`() async throws {
        let house = try await RegistryHouse()
        let people = RegistryHouse.people(40)
        try await house.finish(people)

        let outcome = try await RegistryHouse.export(Array(people.prefix(4))).imported(
            in: house.base, options: ImportOptions(closesMissing: true))

        guard case .refusedShare(let shares, let summary) = outcome else { throw RegistryHouse.Unfinished(outcome: "\(outcome)") }
        #expect(shares == RegistryShares(addresses: 0, emails: 0, closings: 0.9))
        #expect(summary.counts.missing == 36)
        #expect(try await house.closed().isEmpty)
    }

    @Test func `where not even a refused line's number can be read, nothing is closed without force`() async throws {
        let house = try await RegistryHouse()
        var people = RegistryHouse.people(40)
        try await house.finish(people)
        let number = people[0][.number]!
        people[0][.number] = "illisible"

        let kept = try await house.finish(people, ImportOptions(closesMissing: true))
        let keptOpen = try await house.closed()
        let forced = try await house.finish(people, ImportOptions(isForced: true, closesMissing: true))

        #expect(kept.counts == ImportCounts(lines: 40, refused: 1, same: 39, missing: 1))
        #expect(kept.text(options: ImportOptions(closesMissing: true)).contains("none is closed: of 1 refused lines"))
        #expect(keptOpen.isEmpty)
        #expect(forced.counts.closed == 1)
        #expect(try await house.closed() == [number])
    }

    @Test func `a fifth of the addresses may change without force`() async throws {
        let house = try await RegistryHouse()
        var people = RegistryHouse.people(40)
        try await house.finish(people)
        for index in 0..<8 { people[index][.address4] = "1 RUE TOUT AUTRE" }

        #expect(try await house.finish(people).counts.changed == 8)
    }
}

enum RegistryExportRows {
    static let stranger = DemoCast.rows[0]
}

extension RegistryHouse {
    func closed() async throws -> [String] {
        try await rows("SELECT number AS row FROM pension_record WHERE closed_at IS NOT NULL")
    }
}
