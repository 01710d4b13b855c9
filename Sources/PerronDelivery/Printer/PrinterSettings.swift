import Foundation
import PerronDomain

/// A queue of a CUPS server: `ipp://localhost/printers/Courrier`.
package struct PrinterAddress: Sendable, Equatable, CustomStringConvertible {
    let host: String
    let port: Int
    /// From the server's root, such as `/printers/Courrier`.
    let resource: String
    /// Whether nothing is said before both sides encrypt.
    package let isEncrypted: Bool

    /// Nil for anything else.
    package init?(_ text: String) {
        guard let parts = URLComponents(string: text), ["ipp", "ipps"].contains(parts.scheme), let host = parts.host, !host.isEmpty,
            parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil
        else { return nil }
        let port = parts.port ?? 631
        guard (1...65_535).contains(port), parts.path.wholeMatch(of: /(?:\/[A-Za-z0-9._-]+)+/) != nil else { return nil }
        (self.host, self.port, resource, isEncrypted) = (host, port, parts.path, parts.scheme == "ipps")
    }

    package var description: String { "\(isEncrypted ? "ipps" : "ipp")://\(port == 631 ? host : "\(host):\(port)")\(resource)" }

    /// Whether what is sent stays on this machine.
    package var isHere: Bool { ["localhost", "127.0.0.1", "[::1]", "::1"].contains(host) }
}

/// Which printer prints batches, and how.
package struct PrinterSettings: Sendable {
    package let address: PrinterAddress
    /// A job's attributes by name, as `lp -o` takes them.
    package var options: [PrinterOption] = [PrinterOption("media=iso_a4_210x297mm")!]
    /// How long the server may take to answer.
    package var answersWithin: Duration = .seconds(30)
    /// How long a job may last before a person is told.
    package var timeout: Duration = .hours(1)

    package init(address: PrinterAddress) {
        self.address = address
    }
}

/// `media=iso_a4_210x297mm`.
package struct PrinterOption: Sendable, Equatable {
    let name: String
    let value: String

    /// Nil for anything else, and for what letters depend on: one sheet a page, as large as it was drawn, held until all is there.
    package init?(_ text: String) {
        guard let match = text.wholeMatch(of: /([a-z0-9.-]+)=([A-Za-z0-9._,-]+)/) else { return nil }
        (name, value) = (String(match.output.1), String(match.output.2))
        guard !PrinterOption.own.contains(where: { $0.name == name }) else { return nil }
    }

    private init(_ name: String, _ value: String) {
        (self.name, self.value) = (name, value)
    }

    /// What every batch is printed with.
    static let own = [
        PrinterOption("job-hold-until", "indefinite"), PrinterOption("sides", "one-sided"), PrinterOption("print-scaling", "none"),
        PrinterOption("copies", "1"), PrinterOption("number-up", "1"),
    ]
}
