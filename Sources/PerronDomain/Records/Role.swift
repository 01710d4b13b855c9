/// In what quality someone holds a file: « affilié » by their own career, « ayant droit » by another's.
package enum Role: String, Sendable, CaseIterable {
    case member
    case survivor
}

/// The policy that joins roles and series; the one place that knows it.
package enum RolePolicy {
    package static func series(of role: Role) -> FileNumber.Series {
        switch role {
        case .member: .member
        case .survivor: .survivor
        }
    }

    package static func role(of series: FileNumber.Series) -> Role {
        switch series {
        case .member: .member
        case .survivor: .survivor
        }
    }
}

/// What the fund pays or is paid under a file.
package enum Situation: String, Sendable, CaseIterable {
    case contributing
    case disabilityAnnuity
    case retired
    case workingRetired
    case survivorPension
    case survivorAnnuity
    case educationAnnuity

    package var role: Role {
        switch self {
        case .contributing, .disabilityAnnuity, .retired, .workingRetired: .member
        case .survivorPension, .survivorAnnuity, .educationAnnuity: .survivor
        }
    }
}
