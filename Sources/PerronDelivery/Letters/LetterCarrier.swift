import PerronDomain
import PerronStorage

/// Takes batches to the mail house, or to a printer, each whole and once. By a batch's id it is found again, after a crash too.
package protocol LetterCarrier: Sendable, CustomStringConvertible {
    /// The setting that says where batches go; `description` is its value.
    var setting: String { get }
    /// How long until it is asked again about a batch that it has and hasn't confirmed.
    var pause: Duration { get }
    /// How long that may last before a person is told.
    var patience: Duration { get }

    func standing(of batch: LetterBatch) async throws -> BatchStanding

    /// Writes everything beside its place, and sees that it is whole there; nothing is printed or fetched of it yet.
    /// - Returns: what was written, by the name that `move` takes, and the SHA-256 of the manifest.
    func write(
        _ batch: LetterBatch, by holder: LeaseHolder, files: [BatchFile], manifest: LetterManifest
    ) async throws -> (aside: String, sha256: String)

    /// Moves the batch into its place; from then on the mail house may take it away, or the printer prints it.
    /// - Parameter aside: as `write` or `standing` named it.
    func move(_ batch: LetterBatch, from aside: String) async throws -> BatchArrival

    /// Removes what earlier tries left beside the place, whoever made them: they hold codes in clear.
    func discard(_ batch: LetterBatch) async throws

    /// Removes what was written and may not be moved.
    func discard(aside: String, of batch: LetterBatch) async throws

    /// Where the batch, or something of its name, stands, in words for whoever must look at it; nil if nothing does.
    func place(of batch: LetterBatch) async throws -> String?
}

/// Where a batch is found.
package enum BatchStanding: Equatable, Sendable {
    case nowhere
    /// Beside its place, in whole or in part, but not as it was recorded.
    case beside
    /// Beside its place, whole, under this name: it was not moved.
    case ready(aside: String)
    /// The carrier has it, and has yet to confirm it.
    /// - Parameter trouble: what holds it up; nil where all goes well.
    case taken(trouble: String?)
    /// In its place as its manifest says, or confirmed by its carrier. It outlasts a power cut.
    case arrived
    /// The carrier gave it up before it began: nothing of it is on paper.
    case refused(reason: String)
    /// In its place, but not as it was written, or in part.
    case changed
}

/// What is known of a batch that was moved.
package enum BatchArrival: Equatable, Sendable {
    case arrived
    /// Its carrier will confirm it.
    case awaited
}

/// Why a carrier can't be used now. It is tried again; only fixed words and a library's own stand in it.
package enum CarrierFault: LoggableError, Equatable {
    case away(String)
    /// Whoever answers is not whom the fund named; nothing was sent.
    case stranger
    case accessDenied
    case refused(step: String, reason: String)
    /// What was written reads otherwise.
    case garbled
    /// The library can't be used as it is set.
    case unusable(String)

    package var description: String {
        switch self {
        case .away(let reason): "can't be reached: \(reason)"
        case .stranger: "shows another key than the one that was pinned: nothing was sent"
        case .accessDenied: "refuses the key or the password"
        case .refused(let step, let reason): "refuses to \(step): \(reason)"
        case .garbled: "does not hold what was written there"
        case .unusable(let reason): reason
        }
    }
}
