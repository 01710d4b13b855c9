import NIOCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An address as its 4 or 16 bytes, network order.
package struct IPAddress: Hashable, Sendable {
    package let bytes: [UInt8]

    /// Nil for what is no address. An IPv4 address mapped into IPv6 (RFC 4291 2.5.5.2) becomes the IPv4 address that it is; a zone
    /// (`fe80::1%eth0`) is left out.
    package init?(_ text: some StringProtocol) {
        let plain = String(text.prefix { $0 != "%" })
        if let bytes = IPAddress.parse(plain, AF_INET, count: 4) {
            self.bytes = bytes
        } else if let bytes = IPAddress.parse(plain, AF_INET6, count: 16) {
            self.bytes = IPAddress.unmapped(bytes)
        } else {
            return nil
        }
    }

    /// As it is written, `192.0.2.7` or `2001:db8::7`.
    package var text: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return "" }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    init?(_ address: SocketAddress) {
        guard let text = address.ipAddress else { return nil }
        self.init(text)
    }

    private static func parse(_ text: String, _ family: Int32, count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return inet_pton(family, text, &bytes) == 1 ? bytes : nil
    }

    private static func unmapped(_ bytes: [UInt8]) -> [UInt8] {
        let prefix: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        return bytes.starts(with: prefix) ? Array(bytes.dropFirst(prefix.count)) : bytes
    }
}
