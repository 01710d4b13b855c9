import Foundation
import Logging
import PerronDomain
import PerronSQLite
import PerronSecrets
import PerronStorage
import PerronWorkflows

/// What every command of a process stands on, made once, top to bottom, from the settings.
struct Wiring: Sendable {
    let settings: Settings
    let resources: String
    let database: any Database
    let base: Foundations
    let lexicon: Lexicon

    /// - Parameter migrates: false only for `perron migrate` itself and for the demo, which do it in their own words.
    /// - Throws: `Refusal` in words for the operator, where the folder, the database or the words aren't usable.
    init(settings: Settings, migrates: Bool = true) async throws {
        self.settings = settings
        resources = try ResourceFolder.find()
        lexicon = try Lexicon(directory: resources + "/words")
        try Wiring.prepare(settings.dataDirectory)
        database = try settings.database.open()
        base = Foundations(
            database: database, clock: SystemClock(), random: SystemRandom(), keys: settings.keys, limits: settings.limits,
            civilTime: CivilTime(timeZone: settings.server.timeZone), calendar: settings.calendar)
        if migrates { try await requireSchema() }
    }

    /// The embedded engine, for what only a file can; nil on a server.
    var file: SQLiteDatabase? { database as? SQLiteDatabase }

    /// The process's log.
    var logger: Logger { Logger(label: "perron") { _ in LogLines(clock: base.clock) } }

    func migrate() async throws -> [String] {
        try await Migrator().migrate(database, now: base.clock.now().milliseconds)
    }

    func close() async throws {
        try await database.close()
    }

    /// The members' own passwords; judged by what is common in French and English.
    func passwords() throws -> MemberPasswords {
        let path = resources + "/passwords/common.txt"
        guard let list = FileManager.default.contents(atPath: path) else { throw Refusal("\(path) can't be read") }
        let cores = ProcessInfo.processInfo.activeProcessorCount
        return MemberPasswords(
            rules: PasswordRules(common: CommonPasswords(text: String(decoding: list, as: UTF8.self))),
            hasher: PasswordHasher(keys: settings.keys, random: base.random), pool: HashingPool(lanes: cores), fund: settings.fund)
    }

    private func requireSchema() async throws {
        do {
            guard try await !Migrator().isDue(database) else {
                throw Refusal("the database \(settings.database) is not up to date: run « perron migrate » first")
            }
        } catch let error as MigrationError {
            throw Refusal(error.description)
        }
    }

    /// Holds what no one else may read: the folder is the owner's alone.
    private static func prepare(_ directory: String) throws {
        // Whatever this process writes, the database first of all, is its user's alone.
        umask(0o077)
        do {
            try FileManager.default.createDirectory(
                atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Refusal("the folder \(directory) can't be made: \(error.localizedDescription)")
        }
    }
}
