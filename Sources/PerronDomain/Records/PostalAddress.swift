/// Six lines of at most 38 characters (NF Z 10-011 §5; La Poste SNA), normalised: lines 4 to 6 in capitals without accents.
package struct PostalAddress: Hashable, Sendable {
    package static let lineCount = 6
    package static let lineLength = 38

    package let lines: [String]
    /// ISO 3166-1 alpha-2; `FR` for mainland and overseas departments.
    package let country: String

    /// - Parameter lines: up to six; missing ones are empty.
    /// - Throws: the first line that stays too long once normalised, or a country code that is none.
    package init(lines: [String], country: String) throws(PostalAddressError) {
        let code = country.uppercased()
        guard code.count == 2, code.utf8.allSatisfy({ (65...90).contains($0) }) else { throw .country }
        var normalised: [String] = []
        for index in 0..<PostalAddress.lineCount {
            let line = PostalText.normalise(index < lines.count ? lines[index] : "", capitals: index >= 3)
            guard line.count <= PostalAddress.lineLength else { throw .tooLong(line: index + 1, length: line.count) }
            normalised.append(line)
        }
        self.lines = normalised
        self.country = code
    }

    package var printed: [String] { lines.filter { !$0.isEmpty } }

    package var isEmpty: Bool { printed.isEmpty }

    /// How long a letter takes to get there, and so how long its code must live.
    package var territory: Territory {
        guard country == "FR" else { return .abroad }
        return ["97", "98"].contains(lines[5].prefix(2)) ? .overseas : .mainland
    }

    /// What stops a letter before it leaves; nil for an address that can be delivered.
    package var undeliverable: Undeliverable? {
        if isEmpty { return .empty }
        if lines[0].isEmpty { return .noRecipient }
        if country == "FR" {
            let postcode = lines[5].prefix(5)
            guard postcode.count == 5, postcode.allSatisfy(\.isNumber), lines[5].count > 6 else { return .noTown }
            return nil
        }
        return printed.count >= 3 ? nil : .noTown
    }

    package enum Territory: String, Sendable, CaseIterable {
        case mainland
        case overseas
        case abroad
    }

    package enum Undeliverable: String, Sendable, CaseIterable {
        case empty
        case noRecipient
        case noTown
    }
}

extension PostalAddress: CustomStringConvertible {
    package var description: String { "[address]" }
}

package enum PostalAddressError: Error, Equatable, Sendable {
    case tooLong(line: Int, length: Int)
    case country
}
