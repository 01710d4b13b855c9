import PerronDomain

/// The reverse proxies whose word on where a request comes from is believed. Anybody else's `X-Forwarded-For` is only text.
package struct TrustedProxies: Sendable, Equatable {
    private struct Block: Sendable, Equatable {
        let address: IPAddress
        let prefix: Int

        func contains(_ other: IPAddress) -> Bool {
            guard other.bytes.count == address.bytes.count else { return false }
            return (0..<prefix).allSatisfy { bit in
                let mask = UInt8(0x80) >> UInt8(bit % 8)
                return address.bytes[bit / 8] & mask == other.bytes[bit / 8] & mask
            }
        }
    }

    private let blocks: [Block]

    package static let none = TrustedProxies(blocks: [])

    private init(blocks: [Block]) {
        self.blocks = blocks
    }

    /// - Parameter texts: addresses or blocks, `127.0.0.1`, `10.0.0.0/8`, `fd00::/8`.
    /// - Throws: `TrustedProxyError` naming the first that is neither.
    package init(_ texts: [String]) throws(TrustedProxyError) {
        var blocks: [Block] = []
        for text in texts {
            let parts = text.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count <= 2, let address = IPAddress(parts[0]) else { throw TrustedProxyError(text: text) }
            let bits = address.bytes.count * 8
            guard let prefix = parts.count == 2 ? Int(parts[1]) : bits, (0...bits).contains(prefix) else {
                throw TrustedProxyError(text: text)
            }
            blocks.append(Block(address: address, prefix: prefix))
        }
        self.blocks = blocks
    }

    /// The network that a request comes from.
    package func network(peer: IPAddress?, forwarded: [String]) -> Network {
        client(peer: peer, forwarded: forwarded).flatMap { Network(packed: $0.bytes) } ?? .local
    }

    /// Where a request comes from: the last address that no trusted proxy has, read from the connection towards the far end.
    /// - Parameter forwarded: the values of `X-Forwarded-For`, in their order.
    package func client(peer: IPAddress?, forwarded: [String]) -> IPAddress? {
        guard var client = peer else { return nil }
        for text in forwarded.flatMap({ $0.split(separator: ",") }).reversed() where isTrusted(client) {
            guard let next = IPAddress(String(text.filter { !$0.isWhitespace })) else { break }
            client = next
        }
        return client
    }

    private func isTrusted(_ address: IPAddress) -> Bool {
        blocks.contains { $0.contains(address) }
    }
}

package struct TrustedProxyError: Error, Equatable, CustomStringConvertible {
    package let text: String

    package var description: String { "« \(text) » is neither an address nor a block such as 10.0.0.0/8" }
}
