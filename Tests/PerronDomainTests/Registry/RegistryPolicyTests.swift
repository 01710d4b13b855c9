import PerronDomain
import Testing

struct RegistryPolicyTests {
    private static func decide(
        addresses: Int = 0, addressesReplaced: Int = 0, emails: Int = 0, emailsReplaced: Int = 0, missing: Int = 0,
        closesMissing: Bool = false
    ) -> RegistryPolicy.Decision {
        var differences = RegistryDifferences()
        differences.addresses = addresses
        differences.addressesReplaced = addressesReplaced
        differences.emails = emails
        differences.emailsReplaced = emailsReplaced
        differences.missing = missing
        return RegistryPolicy.decide(
            differences, files: 1000, addresses: 900, emails: 100, closesMissing: closesMissing, largest: 0.2)
    }

    @Test func `a fifth of the addresses may change, and not one more`() {
        #expect(Self.decide(addresses: 200, addressesReplaced: 180) == .apply)
        #expect(Self.decide(addresses: 201) == .refuse(RegistryShares(addresses: 0.201, emails: 0)))
        #expect(Self.decide(addresses: 181, addressesReplaced: 181) != .apply)
    }

    @Test func `losing every e-mail is too much, however few there are`() {
        #expect(Self.decide(emails: 20, emailsReplaced: 20) == .apply)
        #expect(Self.decide(emails: 100, emailsReplaced: 100) == .refuse(RegistryShares(addresses: 0, emails: 1)))
    }

    @Test func `a fifth of the files may be closed, and any number may be missing where nothing is closed`() {
        #expect(Self.decide(missing: 200, closesMissing: true) == .apply)
        #expect(Self.decide(missing: 201, closesMissing: true) == .refuse(RegistryShares(addresses: 0, emails: 0, closings: 0.201)))
        #expect(Self.decide(missing: 900) == .apply)
    }

    @Test func `an empty registry takes anything`() {
        #expect(
            RegistryPolicy.decide(RegistryDifferences(), files: 0, addresses: 0, emails: 0, closesMissing: true, largest: 0.2) == .apply)
    }
}

struct RegistryKeyTests {
    @Test func `keys are in the order of the numbers as text`() {
        let numbers = ["0000000", "000000000", "0000001", "1234567", "123456700", "123456799", "1234568", "9999999", "999999999"]
        let keys = numbers.map { RegistryKey(FileNumber(exactly: $0.utf8)!) }

        #expect(numbers == numbers.sorted())
        #expect(keys == keys.sorted())
        #expect(Set(keys).count == numbers.count)
        #expect(keys.last?.value == 1_999_999_999)
    }
}

struct RegistryFaultTallyTests {
    @Test func `refused lines are counted once and named up to five`() {
        var tally = RegistryFaultTally()

        for line in 2...9 {
            tally.count([
                RegistryFault(line: line, column: .email, reason: .email), RegistryFault(line: line, column: .diedOn, reason: .noSuchDay),
            ])
        }
        tally.count([RegistryFault(line: 10, column: nil, reason: .email)])

        #expect(tally.lines == 9)
        #expect(tally.ordered.map(\.reason) == [.email, .noSuchDay])
        #expect(tally.entries[.email]?.count == 9)
        #expect(tally.entries[.email]?.lines == [2, 3, 4, 5, 6])
    }
}
