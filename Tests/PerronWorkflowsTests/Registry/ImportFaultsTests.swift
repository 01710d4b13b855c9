import PerronDomain
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

struct ImportFaultsTests {
    @Test func `of five thousand rows exactly the wrong ones are refused, each by line, column and reason`() async throws {
        let house = try await RegistryHouse(chunk: 500)
        let faulty = FaultyRegistry(rows: 5000, faultShare: 0.1)
        let watcher = ListeningWatcher()

        let outcome = try await TemporaryExport(faulty.bytes).imported(in: house.base, watcher: watcher)

        guard case .finished(let summary) = outcome else { throw RegistryHouse.Unfinished(outcome: "\(outcome)") }
        #expect(watcher.faults == faulty.truth)
        #expect(Set(faulty.truth.map(\.reason)).count == 22)
        #expect(summary.counts.refused == faulty.truth.count)
        #expect(summary.counts.added == faulty.right)
        #expect(try await house.count("pension_record") == faulty.right)
    }

    @Test(arguments: FaultyRegistry.Writing.allCases, [";", ",", "\t"] as [Character])
    func `encoding and separator are told from the file`(writing: FaultyRegistry.Writing, separator: Character) async throws {
        let house = try await RegistryHouse()
        let faulty = FaultyRegistry(rows: 300, faultShare: 0.2, writing: writing, separator: separator, seed: 11)
        let watcher = ListeningWatcher()

        let outcome = try await TemporaryExport(faulty.bytes).imported(in: house.base, watcher: watcher)

        guard case .finished(let summary) = outcome else { throw RegistryHouse.Unfinished(outcome: "\(outcome)") }
        #expect(summary.encoding == (writing == .windows1252 ? .windows1252 : .utf8))
        #expect(summary.separator == separator.asciiValue)
        #expect(watcher.faults == faulty.truth)
        #expect(try await house.count("pension_record") == faulty.right)
    }

    @Test func `the same people are the same files, however the export is written`() async throws {
        let house = try await RegistryHouse()
        try await TemporaryExport(FaultyRegistry(rows: 200, faultShare: 0, writing: .windows1252).bytes).imported(in: house.base)

        for (writing, separator) in [(FaultyRegistry.Writing.utf8, Character(",")), (.utf8WithMark, ";"), (.windows1252, "\t")] {
            let other = FaultyRegistry(rows: 200, faultShare: 0, writing: writing, separator: separator, lineEnd: "\n")
            let outcome = try await TemporaryExport(other.bytes).imported(in: house.base)
            guard case .finished(let summary) = outcome else { throw RegistryHouse.Unfinished(outcome: "\(outcome)") }
            #expect(summary.counts == ImportCounts(lines: 200, same: 200))
        }
    }

    @Test(
        arguments: [
            ([], .empty), (Array("id;name\r\n1;2\r\n".utf8), .noHeader), ([0xFF, 0xFE, 0x6E, 0x00], .utf16),
            (Array(RegistryCSV.header.replacing("courriel", with: "mail").utf8), .missingColumns([.email])),
        ] as [([UInt8], RegistryFileFault)])
    func `a file that is no export is refused whole`(bytes: [UInt8], fault: RegistryFileFault) async throws {
        let house = try await RegistryHouse()
        let before = try await house.everything()

        guard case .refusedFile(let told) = try await TemporaryExport(bytes).imported(in: house.base) else {
            Issue.record("not refused")
            return
        }

        #expect(told == fault)
        #expect(try await house.everything() == before)
    }

    @Test func `line ends, blank lines and a line of a megabyte don't move the line numbers`() async throws {
        let house = try await RegistryHouse()
        let rows = RegistryHouse.people(4).map { String(RegistryCSV.line($0).dropLast()) }
        let lines = [
            String(RegistryCSV.header.dropLast()), rows[0] + "\r", "", String(repeating: "x", count: 1_200_000), rows[1], "\r",
            "wrong;line",
            rows[2] + "\r", rows[3],
        ]
        let watcher = ListeningWatcher()

        try await TemporaryExport(Array(lines.joined(separator: "\n").utf8)).imported(in: house.base, watcher: watcher)

        #expect(
            watcher.faults == [
                RegistryFault(line: 4, column: nil, reason: .endless), RegistryFault(line: 7, column: nil, reason: .missing),
            ])
        #expect(try await house.count("pension_record") == 4)
    }

    @Test func `of two rows with one number the later is wrong, unless the earlier was refused`() async throws {
        let house = try await RegistryHouse()
        let right = RegistryHouse.people(1)[0]
        let watcher = ListeningWatcher()

        let summary = try await house.finish(
            [right.merging([.email: "x"]) { $1 }, right, right.merging([.familyName: "AUTRE"]) { $1 }], watcher: watcher)

        #expect(
            watcher.faults == [
                RegistryFault(line: 2, column: .email, reason: .email), RegistryFault(line: 4, column: .number, reason: .duplicate),
            ])
        #expect((summary.counts.added, summary.counts.refused) == (1, 2))
        #expect(try await house.record(try #require(right[.number]))?.name.familyName == right[.familyName])
    }

    @Test func `the report is a table of lines, columns and reasons`() throws {
        #expect(
            ImportReport.header + ImportReport.line(RegistryFault(line: 12, column: .number, reason: .long)) == """
                line;column;reason;message\r
                12;numero_dossier;long;"The number has too many digits; 7 or 9 are expected."\r\n
                """)
        #expect(
            ImportReport.line(missing: Cast.nobody) == ";numero_dossier;absent;File 9999999 is on record, but not in this export.\r\n")
    }
}
