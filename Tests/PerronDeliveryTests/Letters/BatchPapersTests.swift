import Foundation
import PerronDomain
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

@testable import PerronDelivery

/// What lies beside a batch's letters: the table of them, and the sheet that the mail house signs.
struct BatchPapersTests {
    @Test func `the table has a line a letter, with the lines of its address and what its file must be`() async throws {
        let room = try await Room()
        try await room.order(Cast.henri, Cast.lina)

        let batch = try #require(try await room.room.runOnce(.atOnce).first)

        let manifest = try room.manifest(batch)
        let place = "2026-11-24/batch-\(batch)"
        let table = String(decoding: try #require(room.folder.contents("\(place)/manifest.csv")), as: UTF8.self)
        let rows = table.components(separatedBy: "\r\n").map { $0.components(separatedBy: ";") }
        let columns = rows[0]
        let pdf = try room.sha256(try #require(room.folder.contents("\(place)/letters.pdf")))
        #expect(
            columns == [
                "letter", "number", "file", "firstPage", "lastPage", "plannedPostingDay", "language", "envelope", "address1", "address2",
                "address3", "address4", "address5", "address6", "address7", "country", "isTest", "sha256",
            ])
        #expect(rows.count == 4 && rows[3] == [""])
        for (row, letter) in zip(rows[1...2], manifest.letters) {
            let cells = Dictionary(uniqueKeysWithValues: zip(columns, row))
            #expect(row.count == columns.count)
            #expect(cells["letter"] == letter.letter && cells["number"] == letter.number)
            #expect(cells["file"] == "letters.pdf" && cells["firstPage"] == "\(letter.firstPage)")
            #expect((1...7).compactMap { cells["address\($0)"] }.filter { !$0.isEmpty } == letter.address)
            #expect(cells["envelope"] == "DL" && letter.envelope == "DL")
            #expect(cells["isTest"] == "false" && cells["sha256"] == pdf)
        }
    }

    @Test func `a field that holds the separator, a quote or a line's end is quoted, as RFC 4180 says`() {
        let letter = LetterManifest.Entry(
            letter: "L", number: nil, file: "a;b.pdf", firstPage: 1, lastPage: 2, plannedPostingDay: "2026-11-24", language: "fr",
            address: ["\"LE CLOS\"", "1 RUE X"], country: "FR")

        let bytes = LetterTable(letters: [letter], files: [LetterManifest.File(name: "a;b.pdf", bytes: 1, sha256: "0f")]).bytes

        let line = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")[1]
        #expect(line == "L;;\"a;b.pdf\";1;2;2026-11-24;fr;;\"\"\"LE CLOS\"\"\";1 RUE X;;;;;;FR;false;0f")
    }

    @Test(arguments: BatchFiles.allCases)
    func `every file of a batch is in its manifest with its digest, the control sheet by name`(files: BatchFiles) async throws {
        let room = try await Room(files: files)
        try await room.order(Cast.henri, Cast.sofia)

        let batch = try #require(try await room.room.runOnce(.atOnce).first)

        let manifest = try room.manifest(batch)
        let place = "2026-11-24/batch-\(batch)"
        #expect(manifest.controlSheet == "control-sheet.pdf")
        #expect(
            Set(manifest.files.map(\.name))
                == Set(room.folder.files.map { String($0.dropFirst(place.count + 1)) }).subtracting(["manifest.json"]))
        for file in manifest.files {
            let bytes = try #require(room.folder.contents("\(place)/\(file.name)"))
            #expect(file.bytes == bytes.count)
            #expect(file.sha256 == (try room.sha256(bytes)))
        }
        #expect(manifest.letters.allSatisfy { $0.file != manifest.controlSheet })
    }

    @Test func `a batch from before there were sheets and tables is still read`() throws {
        let old = """
            {"batch": "01B", "day": "2026-11-24", "files": [{"bytes": 1, "name": "letters.pdf", "sha256": "0f"}], "letters":
             [{"address": ["M X"], "country": "FR", "file": "letters.pdf", "firstPage": 1, "language": "fr", "lastPage": 1, "letter": "01L",
               "plannedPostingDay": "2026-11-24"}]}
            """

        let manifest = try JSONDecoder().decode(LetterManifest.self, from: Data(old.utf8))

        #expect(manifest.controlSheet == nil)
        #expect(manifest.letters.first?.envelope == nil)
    }
}
