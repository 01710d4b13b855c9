import FoundationEssentials
import PerronDomain
import PerronSecrets

/// A form that has to be shown again: what was typed in it, and what is to be corrected. It lies sealed in the visitor's own cookie for some
/// minutes, so that the page that shows it has an address to come back to (docs/decisions/0017). Of a secret it only knows that one was typed.
package struct KeptForm: Codable, Sendable {
    /// Longer than anybody looks for a word; a cookie takes 4 kB in all.
    private static let longestField = 300

    let route: String
    /// The session that it belongs to; nil where it ended, and the next one to `file` goes on.
    let session: String?
    /// The file's digits; nil where only the page is known.
    let file: String?
    let fields: [String: String]
    let errors: [Mistake]

    struct Mistake: Codable, Sendable {
        let field: String
        let message: String
    }

    /// To be corrected within the session.
    init(_ form: Form, _ errors: [FieldError], on route: Route, in session: String?) {
        self.route = route.path
        self.session = session
        file = nil
        fields = KeptForm.keeping(form) { _ in true }
        self.errors = errors.map { Mistake(field: $0.field.rawValue, message: $0.message) }
    }

    /// To be gone on with after another sign-in to `file`. The birth date isn't: it is what that sign-in will be asked.
    package init(_ form: Form?, on route: Route, file: FileNumber?) {
        self.route = route.path
        session = nil
        self.file = file?.digits
        fields = form.map { KeptForm.keeping($0) { !$0.isOfBirth } } ?? [:]
        errors = []
    }

    /// Nil for what no release of ours has written.
    init?(bytes: [UInt8]) {
        guard let form = try? JSONDecoder().decode(KeptForm.self, from: Data(bytes)) else { return nil }
        self = form
    }

    /// Texts alone, which encoding can't refuse.
    package var bytes: [UInt8] { [UInt8](try! JSONEncoder().encode(self)) }

    package var form: Form { Form(values: fields) }

    package var fieldErrors: [FieldError] {
        errors.compactMap { mistake in FormField(rawValue: mistake.field).map { FieldError($0, mistake.message) } }
    }

    private static func keeping(_ form: Form, where isKept: (FormField) -> Bool) -> [String: String] {
        FormField.allCases.filter(isKept).reduce(into: [:]) { kept, field in
            guard !form[field].isEmpty, form[field].utf8.count <= longestField else { return }
            switch field.keeping {
            case .asTyped: kept[field.rawValue] = form[field]
            case .thatItWasTyped: kept[field.rawValue] = "•"
            case .nothing: break
            }
        }
    }
}

extension FormField {
    fileprivate enum Keeping {
        case asTyped
        case thatItWasTyped
        case nothing
    }

    fileprivate var keeping: Keeping {
        switch self {
        case .password, .currentPassword: .thatItWasTyped
        case .csrf, .renewal, .language, .returnRoute, .challenge, .proof, .robotToken, .robotPass, .slowTicket, .answer, .choosing,
            .request:
            .nothing
        case .number, .role, .channel, .birthDay, .birthMonth, .birthYear, .email, .followUp, .robot, .emailCode: .asTyped
        }
    }

    fileprivate var isOfBirth: Bool { [.birthDay, .birthMonth, .birthYear].contains(self) }
}
