import Foundation

/// Where a mail house takes batches: `sftp://carso@depot.example.fr/entree`.
package struct SFTPAddress: Sendable, Equatable, CustomStringConvertible {
    let user: String
    let host: String
    let port: Int
    /// From the server's root, without a slash at its end. Letters, digits, `.`, `_` and `-` alone: libcurl splits its commands at spaces.
    let folder: String

    /// Nil for anything else; a password has no place in it.
    package init?(_ text: String) {
        guard let parts = URLComponents(string: text), parts.scheme == "sftp", let user = parts.user, let host = parts.host,
            parts.password == nil, parts.query == nil, parts.fragment == nil, !user.isEmpty, !host.isEmpty
        else { return nil }
        let port = parts.port ?? 22
        let folder = parts.path.hasSuffix("/") ? String(parts.path.dropLast()) : parts.path
        guard (1...65_535).contains(port), folder.wholeMatch(of: /(?:\/[A-Za-z0-9._-]+)+/) != nil,
            user.wholeMatch(of: /[A-Za-z0-9._-]+/) != nil
        else { return nil }
        (self.user, self.host, self.port, self.folder) = (user, host, port, folder)
    }

    package var description: String { "sftp://\(user)@\(place)\(folder)" }

    /// Without who and where in it.
    var server: String { "sftp://\(place)" }

    private var place: String { port == 22 ? host : "\(host):\(port)" }
}
