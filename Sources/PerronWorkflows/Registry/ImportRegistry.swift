import PerronDomain
import PerronSecrets
import PerronStorage

/// Brings the registry on record to what an export says. The file is gone through three times: what it is and whether it is the one of
/// an unfinished run; which rows are right, what they say in brief, and in what order their numbers stand; and again the rows that differ
/// from the files on record. Nothing is written before all of these are known, and are no more than a fund's registry changes by itself.
package struct ImportRegistry: Sendable {
    private let base: Foundations

    package init(_ base: Foundations) {
        self.base = base
    }

    package func callAsFunction(
        _ file: RegistryFile, options: ImportOptions = ImportOptions(), watcher: some ImportWatcher = NobodyWatching()
    ) async throws -> ImportOutcome {
        let now = base.clock.now()
        let export: RegistryExport
        do {
            export = try RegistryExport(file, watcher: watcher)
        } catch let fault as RegistryFileFault {
            return .refusedFile(fault)
        }
        if options.isDryRun { return try await compared(export, options: options, watcher: watcher) }

        let (run, hold) = try await begin(export, options: options, now: now)
        let isResumed = run.state == .applying
        let index = try await ExportIndex(export, watcher: watcher)
        var comparison = ExportComparison(base, export: export, index: index, resumedFrom: isResumed ? run.startedAt : nil)
        try await comparison.run(watcher: watcher)
        try export.file.assureUnchanged()
        if !isResumed {
            let counts = index.counts(comparison.differences)
            if !options.isForced,
                case .refuse(let shares) = try await decide(comparison.differences, closesMissing: index.mayClose(options))
            {
                try await refuse(hold, counts: counts)
                let summary = ImportSummary(export, index: index, counts: counts, differences: comparison.differences, run: run.id)
                return .refusedShare(shares, summary)
            }
            try await base.database.write { tx in try ImportRuns(tx).endReading(hold, counts: counts) }
        }
        let application = ApplyExport(base, export: export, hold: hold, now: now)
        try await application.write(comparison.pending.rows, watcher: watcher)
        if index.mayClose(options) { try await application.close(comparison.pending.missing, watcher: watcher) }
        let counts = try await finish(hold)
        return .finished(
            ImportSummary(
                export, index: index, counts: counts, differences: isResumed ? nil : comparison.differences, run: run.id,
                isResumed: isResumed))
    }

    private func compared(
        _ export: RegistryExport, options: ImportOptions, watcher: some ImportWatcher
    ) async throws -> ImportOutcome {
        let index = try await ExportIndex(export, watcher: watcher)
        var comparison = ExportComparison(base, export: export, index: index)
        try await comparison.run(watcher: watcher)
        try export.file.assureUnchanged()
        let counts = index.counts(comparison.differences)
        let summary = ImportSummary(export, index: index, counts: counts, differences: comparison.differences)
        return .compared(summary, try await decide(comparison.differences, closesMissing: index.mayClose(options)))
    }

    /// Takes an unfinished run of the same file up again, or gives an unfinished one of another file up and begins.
    private func begin(
        _ export: RegistryExport, options: ImportOptions, now: Instant
    ) async throws -> (run: ImportRun, hold: ImportHold) {
        let (sha256, closesMissing, random) = (export.sha256, options.closesMissing, base.random)
        let holder = Identifier<ImportHold>(now: now, random: random).text
        let new: Identifier<ImportRun> = base.newID(now)
        return try await base.database.write { tx in
            let runs = ImportRuns(tx)
            let audit = AuditTrail(tx, random: random)
            if let open = try runs.open() {
                if open.sha256 == sha256 && open.closesMissing == closesMissing {
                    let hold = ImportHold(run: open.id, holder: holder)
                    try runs.takeOver(hold)
                    try audit.append(.startImport, subject: open.id.text, detail: "again", now: now)
                    return (open, hold)
                }
                try runs.abandon(open.id, now: now)
                try audit.append(.finishImport, subject: open.id.text, detail: "abandoned", now: now)
            }
            let hold = ImportHold(run: new, holder: holder)
            try runs.insert(hold, sha256: sha256, closesMissing: closesMissing, now: now)
            try audit.append(.startImport, subject: new.text, now: now)
            guard let run = try runs.find(new) else { throw ImportHoldError.lost }
            return (run, hold)
        }
    }

    private func decide(_ differences: RegistryDifferences, closesMissing: Bool) async throws -> RegistryPolicy.Decision {
        let totals = try await base.database.read { tx in try RegistryRows(tx).totals() }
        return RegistryPolicy.decide(
            differences, files: totals.files, addresses: totals.addresses, emails: totals.emails,
            closesMissing: closesMissing, largest: base.limits.registry.largestChange)
    }

    private func refuse(_ hold: ImportHold, counts: ImportCounts) async throws {
        let (now, random) = (base.clock.now(), base.random)
        try await base.database.write { tx in
            try ImportRuns(tx).refuse(hold, counts: counts, now: now)
            try AuditTrail(tx, random: random).append(.finishImport, subject: hold.run.text, detail: "refused", now: now)
        }
    }

    private func finish(_ hold: ImportHold) async throws -> ImportCounts {
        let (now, random) = (base.clock.now(), base.random)
        return try await base.database.write { tx in
            try ImportRuns(tx).finish(hold, now: now)
            try AuditTrail(tx, random: random).append(.finishImport, subject: hold.run.text, now: now)
            return try ImportRuns(tx).find(hold.run)?.counts ?? ImportCounts()
        }
    }
}
