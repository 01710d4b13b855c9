import ArgumentParser
import Foundation
import PerronDelivery
import PerronSQLite
import PerronStorage
import PerronWorkflows

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Looks whether everything is whole: database, letters, audit log, keys, files, clock.",
        discussion: """
            It changes nothing, and may run beside the site. Give it after a crash, a full disk, a restored backup or a clock that was wrong.
            A notice is for somebody to know, a fault is a promise that is broken. Exit code: 0 without a fault, 1 with one.
            """)

    @OptionGroup var options: ConfigurationOptions

    @Flag(help: "Compares every index of the database with its table too, which takes somewhat longer.")
    var thorough = false

    func run() async throws {
        let settings = try await options.settings()
        try settings.database.requireFile()
        let wiring = try await Wiring(settings: settings)
        let findings = try await examine(wiring)
        try await wiring.close()
        print(DoctorReport(findings: findings).text)
        if findings.contains(where: { $0.verdict == .fault }) { throw ExitCode.failure }
    }

    private func examine(_ wiring: Wiring) async throws -> [Finding] {
        var findings = [try await engine(wiring)]
        findings += try await ExamineStore(wiring.base, sendsTest: wiring.settings.letters.canary != nil)()
        findings += try await ExamineSecrets(wiring.base)(head: head(wiring.settings), isOneOfSeveral: wiring.file == nil)
        findings += try await carrier(wiring)
        return findings + ExamineFiles(wiring.settings)()
    }

    /// A server looks after its own pages, and has tools of its own to look at them.
    private func engine(_ wiring: Wiring) async throws -> Finding {
        guard let file = wiring.file else { return Finding(.engine, .well, "the server answers; its pages are for pg_amcheck to look at") }
        let damage = try await file.damage(thoroughly: thorough)
        return Finding(.engine, damage.isEmpty ? .well : .fault, damage.isEmpty ? "whole" : damage.joined(separator: "; "))
    }

    /// Of a server or a printer only whether it answers: what became of batches there is its owner's to say.
    private func carrier(_ wiring: Wiring) async throws -> [Finding] {
        switch wiring.settings.letters.carrier {
        case .folder(let folder): try await letterFolder(folder, wiring)
        case .sftp(let settings): try await ExamineCarrier(SFTPCarrier(settings))()
        case .printer(let settings): try await ExamineCarrier(PrinterCarrier(settings))()
        }
    }

    private func letterFolder(_ folder: String, _ wiring: Wiring) async throws -> [Finding] {
        do {
            return try await ExamineLetterFolder(wiring.base, carrier: FolderCarrier(root: folder))()
        } catch let error as FileError {
            throw Refusal("letters.directory, \(folder), can't be read: \(error)")
        }
    }

    private func head(_ settings: Settings) throws -> AuditHead? {
        do {
            return try AuditHeadFile(path: settings.auditHead).read()
        } catch {
            throw Refusal("\(settings.auditHead) is no head of an audit log")
        }
    }
}
