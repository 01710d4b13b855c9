import PerronDomain
import PerronTestSupport
import Testing

struct PensionRecordTests {
    @Test(arguments: Situation.allCases)
    func `a linked number is one's own other file, but for a child, whose guardian's it may be`(situation: Situation) throws {
        let guardian = try FileNumber("2387164")

        let record = PensionRecord(
            id: .nobody, number: try FileNumber(situation.role == .member ? "2614073" : "418203975"), situation: situation,
            name: PersonName(civility: nil, familyName: "BERNARD", birthName: "", givenNames: "Lina"), birthDate: nil, address: nil,
            registryEmail: nil, linkedNumber: guardian)

        #expect(record.otherOwnNumber == (situation == .educationAnnuity ? nil : guardian))
    }
}
