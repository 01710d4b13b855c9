import PerronDomain
import PerronPages

/// The request page's form, as typed.
struct AccessRequestForm {
    enum Result: Equatable {
        case valid(FileNumber)
        /// The number's length belongs to the other role: a question, not a refusal.
        case question(FileNumber, claimed: Role)
        case mistakes([Mistake])
    }

    enum Mistake: Equatable {
        case roleMissing
        case number(FileNumberError)
        case robotUnticked
    }

    let role: Role?
    let number: String
    let isRobotTicked: Bool

    init(_ form: Form) {
        role = Role(formValue: form[.role])
        number = form[.number]
        isRobotTicked = form.isRobotTicked
    }

    func validated() -> Result {
        var mistakes: [Mistake] = role == nil ? [.roleMissing] : []
        do throws(FileNumberError) {
            let number = try FileNumber(number)
            if let role, RolePolicy.role(of: number.series) != role { return .question(number, claimed: role) }
            if mistakes.isEmpty, isRobotTicked { return .valid(number) }
        } catch {
            mistakes.append(.number(error))
        }
        return .mistakes(isRobotTicked ? mistakes : mistakes + [.robotUnticked])
    }
}

extension AccessRequestForm.Mistake {
    /// - Parameters:
    ///   - role: which was ticked: its numbers' length is the one to compare with.
    ///   - unticked: what to do about the robot check.
    func told(role: Role?, unticked: FieldError, words: Words) -> FieldError {
        switch self {
        case .roleMissing: FieldError(.role, words("access.error.role.missing"))
        case .number(let error): FieldError(.number, error.told(role: role, words: words))
        case .robotUnticked: unticked
        }
    }
}

extension FileNumberError {
    /// - Parameter role: nil where none was asked for or ticked.
    func told(role: Role?, words: Words) -> String {
        switch self {
        case .empty: words("access.error.number.empty")
        case .strange(let character) where character.isLetter: words("access.error.number.letters")
        case .strange(let character): words("access.error.number.strange", ["sign": String(character)])
        case .length(let found):
            if found == 8, role != nil {
                // Between the two: nobody can tell which kind it was meant to be.
                words("access.error.number.eight")
            } else if let role {
                FileNumberError.told(found: found, expected: RolePolicy.series(of: role).length, role: role, words: words)
            } else {
                words("access.error.number.length", ["found": String(found)])
            }
        }
    }

    private static func told(found: Int, expected: Int, role: Role, words: Words) -> String {
        let values = [
            "role": words("access.error.number.role.\(role.rawValue)"), "expected": String(expected), "found": String(found),
            "missing": String(expected - found), "extra": String(found - expected),
        ]
        return switch found - expected {
        case -1: words("access.error.number.missingOne", values)
        case ..<(-1): words("access.error.number.missingSome", values)
        case 1: words("access.error.number.extraOne", values)
        default: words("access.error.number.extraSome", values)
        }
    }
}
