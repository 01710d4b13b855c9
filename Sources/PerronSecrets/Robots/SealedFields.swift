import PerronDomain

/// Text fields that a page carries and nobody can change: `base64url(fields).base64url(HMAC-SHA-256)`.
///
/// A kind goes first, so that a ticket can't be handed in as a challenge though both use the robot key.
struct SealedFields: Redacted {
    private let keys: [PurposeKey]
    private let kind: String

    init(keys: SecretKeys, kind: String) {
        self.keys = keys.all(.robot)
        self.kind = kind
    }

    /// - Parameter fields: without U+001F, which stands between them.
    func seal(_ fields: [String]) -> String {
        let payload = Array(([kind] + fields).joined(separator: "\u{1F}").utf8)
        return "\(Base64URL.encode(payload)).\(Base64URL.encode(keys[0].code(for: payload)))"
    }

    /// The fields, or nil for what was not sealed here, under this kind, by a configured key.
    func open(_ text: String) -> [String]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= 2048, parts.count == 2, let payload = Base64URL.decode(parts[0]), let code = Base64URL.decode(parts[1]),
            keys.contains(where: { $0.isValid(code, for: payload) })
        else { return nil }
        let fields = String(decoding: payload, as: UTF8.self).split(separator: "\u{1F}", omittingEmptySubsequences: false).map(String.init)
        return fields.first == kind ? Array(fields.dropFirst()) : nil
    }
}
