import PerronDomain

extension Role {
    /// The value that stands in the form.
    package var formValue: String {
        switch self {
        case .member: "affilie"
        case .survivor: "ayant_droit"
        }
    }

    package init?(formValue: String) {
        guard let role = Role.allCases.first(where: { $0.formValue == formValue }) else { return nil }
        self = role
    }
}

extension AccessChannel {
    /// The value that stands in the form.
    package var formValue: String {
        switch self {
        case .email: "courriel"
        case .letter: "courrier"
        }
    }

    package init?(formValue: String) {
        guard let channel = AccessChannel.allCases.first(where: { $0.formValue == formValue }) else { return nil }
        self = channel
    }
}
