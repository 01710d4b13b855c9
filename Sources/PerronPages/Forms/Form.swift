import Hummingbird
import NIOCore

/// A form that was sent: its own token checked, every field a text of bounded length.
package struct Form: Sendable {
    /// Far more than any page of ours sends.
    static let largestBody = 64 * 1024
    private static let longestField = 4096
    /// A third party's token has no stated limit.
    private static let longestToken = 8192

    private let values: [String: String]

    /// - Throws: `Mishap.unreadable` for what isn't `application/x-www-form-urlencoded`, names a field twice or holds an endless one.
    init(body: ByteBuffer) throws(Mishap) {
        do {
            values = try URLEncodedFormDecoder().decode([String: String].self, from: String(buffer: body))
        } catch {
            throw .unreadable
        }
        guard values.allSatisfy({ $0.value.utf8.count <= Form.longest($0.key) }) else { throw .unreadable }
    }

    private static func longest(_ name: String) -> Int {
        name == FormField.robotToken.rawValue ? longestToken : longestField
    }

    package init(values: [String: String]) {
        self.values = values
    }

    /// As it was typed; empty where the form has no such field.
    package subscript(field: FormField) -> String { values[field.rawValue] ?? "" }

    /// What may be shown again: never a password.
    var showable: [FormField: String] {
        FormField.allCases.filter(\.isShowable).reduce(into: [:]) { shown, field in
            if let value = values[field.rawValue], !value.isEmpty { shown[field] = value }
        }
    }
}

extension FormField {
    fileprivate var isShowable: Bool {
        switch self {
        case .csrf, .password, .currentPassword, .emailCode, .renewal: false
        case .number, .role, .channel, .birthDay, .birthMonth, .birthYear, .email, .followUp, .robot, .challenge, .proof, .robotToken,
            .robotPass, .slowTicket, .answer, .request, .choosing, .language, .returnRoute:
            true
        }
    }
}
