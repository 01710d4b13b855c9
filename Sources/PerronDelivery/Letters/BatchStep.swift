import PerronStorage

/// What a room does next with a batch, by what is recorded of it and where its carrier finds it.
enum BatchStep: Equatable {
    /// Printed, written beside its place, recorded as written, moved.
    case write
    case move(aside: String)
    /// Its carrier has it; it is asked again later.
    case wait(trouble: String?)
    case settle
    /// From the beginning: nothing of it is on paper.
    case writeAnew(reason: String)
    /// A person must ask the mail house.
    case doubt
    case nothing

    static func after(_ state: LetterBatch.State, _ standing: BatchStanding) -> BatchStep {
        switch (state, standing) {
        // Nothing is moved before it is recorded as written, so whatever lies beside is an unfinished try.
        case (.open, .nowhere), (.open, .beside), (.open, .ready), (.open, .refused): .write
        case (.written, .ready(let aside)): .move(aside: aside)
        // Whoever moved it may have died, or failed, before that was recorded.
        case (.written, .taken(let trouble)): .wait(trouble: trouble)
        case (.written, .arrived): .settle
        case (.written, .refused(let reason)): .writeAnew(reason: reason)
        case (.written, .nowhere), (.written, .beside), (.written, .changed): .doubt
        case (.open, .taken), (.open, .arrived), (.open, .changed): .doubt
        case (.handedOver, _), (.unsure, _): .nothing
        }
    }
}
