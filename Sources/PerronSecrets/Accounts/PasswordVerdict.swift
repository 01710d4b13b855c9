/// What the rules say of a candidate password; only `good` may be stored.
package enum PasswordVerdict: Equatable, Sendable {
    /// So many characters more are needed.
    case tooShort(missing: Int)
    case tooLong
    case personal(PersonalWords.Kind)
    case common
    /// Digits alone make 50 bits only from 16 on (CNIL 2022-100 case 2); so many more are needed.
    case onlyDigits(missing: Int)
    /// Guessed in under 10⁸ tries; score 0 … 2.
    case weak(score: Int)
    /// Score 3 or 4.
    case good(score: Int)

    package var isGood: Bool {
        if case .good = self { true } else { false }
    }

    /// What a meter of 0 … 4 shows: 3 and 4 are good, all else is not.
    package var score: Int {
        switch self {
        case .tooShort(let missing): missing > 4 ? 0 : 1
        case .tooLong, .personal, .common: 0
        case .onlyDigits: 1
        case .weak(let score), .good(let score): score
        }
    }
}
