import Dispatch
import PerronDomain
import PerronSecrets
import PerronStorage

/// Prints batches on a queue of a CUPS server: one job each, held until it is whole there and recorded, then released and followed to its
/// end.
package struct PrinterCarrier: LetterCarrier {
    private let settings: PrinterSettings
    private let queue = DispatchQueue(label: "perron.printer")

    package init(_ settings: PrinterSettings) {
        self.settings = settings
    }

    package var setting: String { "letters.printer.url" }

    package var description: String { "\(settings.address)" }

    package let pause: Duration = .seconds(2)

    package var patience: Duration { settings.timeout }

    package func standing(of batch: LetterBatch) async throws -> BatchStanding {
        try await connected { session in
            let jobs = BatchJobs(try session.jobs(), of: batch)
            // What it is like matters only to a job that isn't done.
            let condition = jobs.underWay == nil ? PrinterCondition([:]) : try session.condition()
            return jobs.standing(at: condition)
        }
    }

    /// Only what is to be posted is sent: the letters' PDFs, in their order, without the sheet about them.
    package func write(
        _ batch: LetterBatch, by holder: LeaseHolder, files: [BatchFile], manifest: LetterManifest
    ) async throws -> (aside: String, sha256: String) {
        let sha256 = Fingerprint.text(of: [UInt8](try manifest.encoded()))
        let pages = files.filter { $0.name.hasSuffix(".pdf") && $0.name != LetterManifest.controlSheetName }
        let job = try await connected { session in
            let job = try session.createHeldJob(named: PrinterJob.name(of: batch, sha256: sha256))
            for (index, file) in pages.enumerated() {
                try session.send(file.bytes, named: file.name, to: job, isLast: index == pages.count - 1)
            }
            guard let written = try session.jobs().first(where: { $0.id == job }), written.isWaitingWhole,
                written.documents == pages.count
            else { throw CarrierFault.garbled }
            return job
        }
        return ("\(job)", sha256)
    }

    package func move(_ batch: LetterBatch, from aside: String) async throws -> BatchArrival {
        try await connected { session in try session.release(PrinterCarrier.number(aside)) }
        return .awaited
    }

    /// Jobs that were never released.
    package func discard(_ batch: LetterBatch) async throws {
        try await connected { session in
            for job in try session.jobs() where job.isOf(batch) && job.isWaitingWhole { try session.purge(job.id) }
        }
    }

    package func discard(aside: String, of batch: LetterBatch) async throws {
        try await connected { session in try session.purge(PrinterCarrier.number(aside)) }
    }

    package func place(of batch: LetterBatch) async throws -> String? {
        try await connected { session in
            try session.jobs().first { $0.isOf(batch) && $0.isUnderWay }.map { "job \($0.id) of \(settings.address)" }
        }
    }

    private static func number(_ aside: String) throws -> Int {
        guard let job = Int(aside) else { throw CarrierFault.refused(step: "name a job", reason: "« \(aside) » is none") }
        return job
    }

    /// One connection, on a thread that may wait.
    private func connected<Value: Sendable>(_ work: @escaping @Sendable (PrinterSession) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try work(PrinterSession(settings)) }) }
        }
    }
}

extension PrinterCarrier: DistantCarrier {
    package func examine() async throws -> String {
        let trouble = try await connected { session in try session.condition().trouble(with: nil) }
        if let trouble { throw CarrierFault.refused(step: "print now", reason: trouble) }
        return "answers, and takes jobs"
    }
}
