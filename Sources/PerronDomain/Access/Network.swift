/// The network that a visitor comes from: IPv4 /24, IPv6 /56, so that neither an address pool nor a household counts as many.
package struct Network: Hashable, Sendable {
    /// `192.0.2.0/24` or the first seven bytes of an IPv6 address in hexadecimal with `/56`.
    package let text: String

    /// - Parameter packed: 4 or 16 bytes, network order; an IPv4 address mapped into IPv6 (RFC 4291 2.5.5.2) counts as IPv4.
    package init?(packed: [UInt8]) {
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        switch packed.count {
        case 4: text = "\(packed[0]).\(packed[1]).\(packed[2]).0/24"
        case 16 where Array(packed.prefix(12)) == mapped: text = "\(packed[12]).\(packed[13]).\(packed[14]).0/24"
        case 16: text = packed.prefix(7).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() + "/56"
        default: return nil
        }
    }

    /// Where no address is known, such as an in-memory test.
    package static let local = Network(packed: [127, 0, 0, 1])!
}

extension Network: CustomStringConvertible {
    package var description: String { "[network]" }
}
