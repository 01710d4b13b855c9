import PerronDomain

/// What makes one message this message: its identifier and its date, both given from outside.
package struct EmailStamp: Sendable {
    package let messageID: MessageID
    package let date: Instant

    package init(messageID: MessageID, date: Instant) {
        self.messageID = messageID
        self.date = date
    }
}

/// The identifier by which bounces and answers refer to a message (RFC 5322 3.6.4), without its angle brackets.
package struct MessageID: Hashable, Sendable {
    package let value: String

    /// - Parameters:
    ///   - unique: letters, digits, points and dashes, 1 … 64; never reused.
    ///   - sender: its domain is the identifier's.
    package init?(unique: String, sender: EmailAddress) {
        let isAtom = unique.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
            default: false
            }
        }
        guard isAtom, (1...64).contains(unique.utf8.count), let at = sender.value.lastIndex(of: "@") else { return nil }
        value = unique + sender.value[at...]
    }
}
