/// What a mail server reports of an e-mail that it could not, or not yet, deliver (RFC 3464).
package struct DeliveryReport: Sendable, Equatable {
    package enum Finding: Sendable, Equatable {
        /// It will never arrive.
        case failed(MailStatus)
        /// The server goes on trying.
        case delayed(MailStatus)
    }

    package let finding: Finding
    /// The addresses that the report says it came to.
    package let returnedTo: [EmailAddress]

    /// What is read of a message at most; a report stands before the e-mail that it returns.
    package static let mostBytes = 256 * 1024

    /// Nil for whatever is no such report: an answer, a holiday's notice, advertising.
    package init?(message: some Sequence<UInt8>) {
        let text = String(decoding: Array(message.prefix(DeliveryReport.mostBytes)), as: UTF8.self)
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        let entity = MailEntity(lines: lines[...])
        guard entity.type == "multipart/report", entity.parameter("report-type")?.lowercased() == "delivery-status",
            let status = entity.parts.first(where: { DeliveryReport.types.contains($0.type) }),
            let finding = DeliveryReport.finding(status.body)
        else { return nil }
        self.finding = finding
        returnedTo = DeliveryReport.fields.flatMap(entity.values).prefix(DeliveryReport.mostAddresses).flatMap(DeliveryReport.addresses)
    }

    /// RFC 3464 2.1, and with addresses beyond ASCII RFC 6533 3.
    private static let types = ["message/delivery-status", "message/global-delivery-status"]

    /// What the fund's own mail server writes first: it knows where the message really went, the rest is the sender's word.
    private static let fields = ["delivered-to", "x-original-to", "envelope-to", "to"]
    private static let mostAddresses = 8

    /// One group of lines for the message, then one for each recipient (2.3). Ours have one; where it was handed on to several, a failure
    /// counts.
    private static func finding(_ lines: ArraySlice<Substring>) -> Finding? {
        let found = lines.split(whereSeparator: { $0.trimmingSpaces.isEmpty }).compactMap { recipient(MailEntity.fields($0)) }
        return found.first { if case .failed = $0 { true } else { false } } ?? found.first
    }

    private static func recipient(_ fields: [(name: String, value: String)]) -> Finding? {
        let value = { (name: String) in fields.first { $0.name == name }?.value }
        guard let status = value("status").flatMap({ MailStatus($0) }) else { return nil }
        return switch value("action")?.prefix(while: \.isLetter).lowercased() {
        case "failed" where status.family != 2: .failed(status)
        case "delayed": .delayed(status)
        // Delivered, relayed, expanded: nobody asked for that.
        default: nil
        }
    }

    /// The addresses of a field, with or without names round them.
    private static func addresses(_ field: String) -> [EmailAddress] {
        field.split { $0.isWhitespace || "<>,;\"()".contains($0) }.compactMap { EmailAddress(String($0)) }
    }
}
