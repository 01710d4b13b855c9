import PerronDomain
import PerronSecrets
import PerronStorage

/// Brings the registry on record to what an export says. The file is gone through three times: what it is and whether it is the one
/// of an unfinished run; which rows are right, and in what order their numbers stand; what differs from the files on record. What
/// differs is staged, and applied only when all of it is known and no more changes than a fund's registry changes by itself.
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
        if options.isDryRun {
            let index = try ExportIndex(export, watcher: watcher)
            var comparison = ExportComparison(base, export: export, index: index, now: now)
            try await comparison.run(watcher: watcher) { _ in }
            let counts = index.counts(comparison.differences)
            let summary = ImportSummary(export, index: index, counts: counts, differences: comparison.differences)
            return .compared(summary, try await decide(comparison.differences))
        }

        let (run, hold) = try await begin(export, options: options, now: now)
        let index = try ExportIndex(export, watcher: watcher)
        var stage = ImportStage(base, hold: hold)
        var differences: RegistryDifferences?
        if run.state == .applying {
            var comparison = ExportComparison(base, export: export, index: index, now: now)
            try await comparison.listMissing(since: run.startedAt, watcher: watcher)
        } else {
            try await stage.clear()
            let found = try await compare(export, index: index, options: options, stage: &stage, now: now, watcher: watcher)
            let counts = index.counts(found)
            if !options.isForced, case .refuse(let addresses, let emails) = try await decide(found) {
                try await stage.clear()
                try await refuse(hold, counts: counts)
                let summary = ImportSummary(export, index: index, counts: counts, differences: found, run: run.id)
                return .refusedShare(addresses: addresses, emails: emails, summary)
            }
            try await base.database.write { tx in try ImportRuns(tx).endReading(hold, counts: counts) }
            differences = found
        }
        let counts = try await apply(&stage, hold: hold, now: now, watcher: watcher)
        return .finished(
            ImportSummary(
                export, index: index, counts: counts, differences: differences, run: run.id, isResumed: run.state == .applying))
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

    private func compare(
        _ export: RegistryExport, index: ExportIndex, options: ImportOptions, stage: inout ImportStage, now: Instant,
        watcher: some ImportWatcher
    ) async throws -> RegistryDifferences {
        var comparison = ExportComparison(base, export: export, index: index, now: now)
        var filled = stage
        try await comparison.run(watcher: watcher) { findings in
            try await filled.add(findings.rows)
            if options.closesMissing { try await filled.addClosings(findings.missing) }
        }
        stage = filled
        return comparison.differences
    }

    private func decide(_ differences: RegistryDifferences) async throws -> RegistryPolicy.Decision {
        let totals = try await base.database.read { tx in try RegistryRows(tx).totals() }
        return RegistryPolicy.decide(
            differences, files: totals.files, addresses: totals.addresses, emails: totals.emails,
            largest: base.limits.registry.largestChange)
    }

    private func refuse(_ hold: ImportHold, counts: ImportCounts) async throws {
        let (now, random) = (base.clock.now(), base.random)
        try await base.database.write { tx in
            try ImportRuns(tx).refuse(hold, counts: counts, now: now)
            try AuditTrail(tx, random: random).append(.finishImport, subject: hold.run.text, detail: "refused", now: now)
        }
    }

    private func apply(
        _ stage: inout ImportStage, hold: ImportHold, now: Instant, watcher: some ImportWatcher
    ) async throws -> ImportCounts {
        let total = try await stage.beginApplying()
        var done = 0
        if total > 0 { watcher.progressed(ImportProgress(phase: .applying, done: 0, total: total)) }
        while case let count = try await stage.applyNext(now: now), count > 0 {
            done += count
            watcher.progressed(ImportProgress(phase: .applying, done: done, total: total))
        }
        while try await stage.closeNext(now: now) > 0 {}
        let (finishedAt, random) = (base.clock.now(), base.random)
        return try await base.database.write { tx in
            try ImportRuns(tx).finish(hold, now: finishedAt)
            try AuditTrail(tx, random: random).append(.finishImport, subject: hold.run.text, now: finishedAt)
            return try ImportRuns(tx).find(hold.run)?.counts ?? ImportCounts()
        }
    }
}
