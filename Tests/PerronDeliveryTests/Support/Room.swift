import Foundation
import PerronDomain
import PerronMessages
import PerronStorage
import PerronTestSupport
import PerronWorkflows

@testable import PerronDelivery

/// A letter room over a folder of the test's own.
struct Room {
    let house: PostHouse
    let folder = TemporaryFolder()
    let carrier: FolderCarrier
    let room: LetterRoom
    let print: LetterPrint

    init(files: BatchFiles = .onePerBatch) async throws {
        house = try await PostHouse()
        carrier = FolderCarrier(root: folder.path)
        let lexicon = try Examples.lexicon()
        print = LetterPrint(
            press: try LetterPress(fonts: .andika(), lexicon: lexicon), fund: Examples.fund, lexicon: lexicon, files: files)
        room = LetterRoom(house.base, print: print, carrier: carrier, due: .atOnce, signal: nil, logger: Examples.silent)
    }

    func another() throws -> LetterRoom {
        LetterRoom(house.base, print: print, carrier: carrier, due: .atOnce, signal: nil, logger: Examples.silent)
    }

    /// Of an installation whose keys know nothing of these letters.
    func withAnotherKey() throws -> LetterRoom {
        let own = house.base
        let base = Foundations(
            database: own.database, clock: own.clock, random: own.random, keys: PostHouse.keys(2), limits: own.limits,
            civilTime: own.civilTime)
        return LetterRoom(base, print: print, carrier: carrier, due: .atOnce, signal: nil, logger: Examples.silent)
    }

    /// Letters in the spool, decided one after the other.
    func order(_ people: Cast.Person...) async throws {
        for person in people {
            try await house.order(person.number, by: .letter)
            guard let order = try await LeaseDispatch(house.base).any() else { throw PostHouse.Missing() }
            _ = try await DecideDispatch(house.base)(order)
            house.clock.advance(.milliseconds(1))
        }
    }

    /// Goes as far as a room goes before it moves a batch, and dies.
    func writeBatch() async throws -> LetterBatch {
        guard try await GatherBatch(house.base)(.atOnce) != nil, let inHand = try await ReadBatch(house.base)() else {
            throw PostHouse.Missing()
        }
        let lease = TakeLease(house.base, name: .letters)
        _ = try await lease(for: .seconds(30))
        let (files, manifest) = try BatchPress(print).print(inHand.batch, inHand.letters.map { ($0.letter, $0.contents!) })
        let (_, sha256) = try carrier.write(inHand.batch, by: lease.holder, files: files, manifest: manifest)
        _ = try await HandOverBatch(house.base).markWritten(inHand.batch.id, sha256: sha256, letters: 1, holder: lease.holder)
        house.clock.advance(.seconds(31))
        return inHand.batch
    }

    /// What a room does next.
    func move(_ batch: LetterBatch) throws {
        guard let aside = try FileManager.default.contentsOfDirectory(atPath: folder.path).first(where: { $0.hasPrefix(".batch") }) else {
            throw PostHouse.Missing()
        }
        try carrier.move(batch, from: aside)
    }

    /// What a room does that read the batch while it was open, and lost its lease since: a folder of its own beside the place.
    func writeLate(_ batch: LetterBatch) throws {
        let late = LeaseHolder(now: house.clock.now(), random: house.base.random)
        let manifest = LetterManifest(batch: batch.id.text, day: "2026-11-24", letters: [], files: [])
        _ = try carrier.write(
            batch, by: late, files: [BatchFile(name: "letters.pdf", bytes: Array("other codes".utf8))], manifest: manifest)
    }

    func state(_ id: Identifier<LetterBatch>) async throws -> LetterBatch.State? {
        try await house.database.read { tx in try LetterBatches(tx).find(id)?.state }
    }

    func manifest(_ id: Identifier<LetterBatch>) throws -> LetterManifest {
        guard let file = folder.files.first(where: { $0.contains("batch-\(id)/manifest.json") }), let data = folder.contents(file) else {
            throw PostHouse.Missing()
        }
        return try JSONDecoder().decode(LetterManifest.self, from: data)
    }

    /// By another program than ours.
    func sha256(_ data: Data) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
        let (input, output) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput) = (input, output)
        try process.run()
        let writer = Thread {
            try? input.fileHandleForWriting.write(contentsOf: data)
            try? input.fileHandleForWriting.close()
        }
        writer.start()
        return String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self).prefix(64).description
    }

    /// Of a batch's folder, then of its files.
    func modes(_ place: String) throws -> [Int] {
        let paths = [place] + folder.files.filter { $0.hasPrefix(place) }
        return try paths.map { path in
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/\(path)")
            return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
        }
    }
}
