import Foundation
import PerronSQLite
import PerronSecrets

/// The folder of a demo, known by a mark, so that `--fresh` never clears anything else.
struct DemoFolder: Sendable {
    let path: String

    init(path: String) throws {
        self.path = URL(fileURLWithPath: path).standardizedFileURL.path
    }

    var masterKey: String { path + "/keys/master" }

    var registry: String { path + "/registry.csv" }

    private var mark: String { path + "/perron-demo" }

    /// - Throws: `Refusal` for a folder that holds something else.
    func prepare() throws {
        let files = FileManager.default
        if let found = try? files.contentsOfDirectory(atPath: path), !found.isEmpty, !files.fileExists(atPath: mark) {
            throw Refusal("\(path) holds something that is no Perron demo: name another folder with --data")
        }
        try files.createDirectory(atPath: path + "/keys", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try Data("This folder belongs to a Perron demo. « perron demo --fresh » clears it.\n".utf8).write(to: URL(fileURLWithPath: mark))
        if !files.fileExists(atPath: masterKey) {
            let key = Data(MasterKey.random(from: SystemRandom()).configured.utf8)
            guard files.createFile(atPath: masterKey, contents: key, attributes: [.posixPermissions: 0o600]) else {
                throw Refusal("\(masterKey) can't be written")
            }
        }
    }

    /// - Throws: `Refusal` for a folder that is no demo's.
    func clear() throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        guard FileManager.default.fileExists(atPath: mark) else {
            let isEmpty = try FileManager.default.contentsOfDirectory(atPath: path).isEmpty
            guard isEmpty else { throw Refusal("\(path) holds something that is no Perron demo: it was left alone") }
            return
        }
        // Not from under a demo that runs.
        let seats = try Seats(Seat.Role.allCases, beside: path + "/perron.sqlite", for: "demo --fresh", timeZone: .current)
        defer { seats.leave() }
        try FileManager.default.removeItem(atPath: path)
    }
}
