/// How many e-mails a second each domain is sent at most, as the operator says it: `orange.fr:20`, `*:200` for each of the others.
package struct MailRates: Sendable, Equatable {
    package static let unlimited = MailRates()

    /// A second, at most, whoever asks for more.
    package static let highest = 10_000

    private let named: [String: Int]
    private let others: Int?

    private init() {
        (named, others) = ([:], nil)
    }

    package init(_ texts: [String]) throws(MailRateError) {
        var named: [String: Int] = [:]
        var others: Int?
        for text in texts {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, let rate = Int(parts[1]), (1...MailRates.highest).contains(rate) else { throw .shape(text) }
            if parts[0] == "*" {
                guard others == nil else { throw .twice(text) }
                others = rate
            } else {
                guard let domain = EmailAddress("x@\(parts[0])")?.domain else { throw .shape(text) }
                guard named.updateValue(rate, forKey: String(domain)) == nil else { throw .twice(text) }
            }
        }
        (self.named, self.others) = (named, others)
    }

    /// Nil where there is no limit.
    package func rate(of domain: String) -> Int? {
        named[domain] ?? others
    }
}

package enum MailRateError: Error, Equatable {
    /// Neither a domain and a number, nor `*` and a number.
    case shape(String)
    /// A domain that stands before it too.
    case twice(String)
}
