import Foundation
import PerronSQLite
import PerronTestSupport
import Testing

/// Two open files of one process keep each other out as two processes do: flock(2) goes by the open file.
struct SeatTests {
    private let holder = SeatHolder(command: "perron serve", process: 4711, since: 1_795_510_800_000)

    @Test func `a second one is told who is there, since when, and gets in once the first has left`() async throws {
        let test = try await TestDatabase(isMigrated: false)
        let first = try Seat(.site, beside: test.path, holder: holder)

        #expect(throws: SeatError.taken(holder)) { try Seat(.site, beside: test.path, holder: another) }
        first.leave()
        let second = try Seat(.site, beside: test.path, holder: another)

        #expect(throws: SeatError.taken(another)) { try Seat(.site, beside: test.path, holder: holder) }
        second.leave()
    }

    @Test func `whoever serves and whoever dispatches don't get in each other's way`() async throws {
        let test = try await TestDatabase(isMigrated: false)
        let site = try Seat(.site, beside: test.path, holder: holder)

        let worker = try Seat(.dispatch, beside: test.path, holder: another)

        worker.leave()
        site.leave()
    }

    @Test func `a holder whose name can't be read keeps others out all the same`() async throws {
        let test = try await TestDatabase(isMigrated: false)
        let first = try Seat(.site, beside: test.path, holder: holder)
        let file = URL(filePath: test.path).deletingLastPathComponent().appending(path: "site.lock")
        let writing = try FileHandle(forWritingTo: file)
        try writing.truncate(atOffset: 0)
        try writing.close()

        #expect(throws: SeatError.taken(nil)) { try Seat(.site, beside: test.path, holder: another) }
        first.leave()
    }

    @Test func `a folder that isn't there is told`() {
        #expect(throws: SeatError.unusable("/nowhere/site.lock", reason: "No such file or directory")) {
            try Seat(.site, beside: "/nowhere/perron.sqlite", holder: holder)
        }
    }

    private let another = SeatHolder(command: "perron work", process: 4712, since: 1_795_510_860_000)
}
