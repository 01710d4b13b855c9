/// Where to listen: `127.0.0.1:2424`, or a port alone, which is the loopback's.
package struct ListeningPlace: Sendable, Equatable {
    package let host: String
    package let port: Int

    /// Nil for what is no such place.
    package init?(_ text: String) {
        let colon = text.lastIndex(of: ":")
        let host = colon.map { String(text[..<$0]) } ?? "127.0.0.1"
        guard let port = Int(colon.map { text[text.index(after: $0)...] } ?? text[...]), (1...65_535).contains(port), !host.isEmpty else {
            return nil
        }
        self.host = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        self.port = port
    }

    /// Whoever reaches it from another machine may hand reports over: LMTP asks nobody who they are.
    package var isLoopback: Bool { host == "localhost" || host.hasPrefix("127.") || host == "::1" }
}
