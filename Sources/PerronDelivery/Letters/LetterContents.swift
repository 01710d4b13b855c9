import PerronDomain
import PerronMessages
import PerronStorage
import PerronWorkflows

extension LetterContent {
    /// What the press prints, from what the spool kept and the fund says of itself today.
    init(_ letter: SpooledLetter, number: LetterNumber, fund: PensionFund) {
        let head = LetterHead(
            fund: fund,
            recipient: LetterHead.Recipient(name: letter.name, address: letter.address, isRepresented: letter.isRepresented),
            fileNumber: letter.number, number: number, language: letter.language, isLarge: letter.isLarge,
            postingDay: letter.postingDay)
        switch letter.body {
        case .provisionalPassword(let code, let lastDay):
            self = .provisionalPassword(ProvisionalPasswordLetter(head: head, code: code, lastDay: lastDay))
        case .passwordOpened(let day):
            self = .passwordOpened(PasswordOpenedLetter(head: head, openedOn: day))
        }
    }

    /// The fund's letter to itself, with the head of all others.
    init(_ test: TestLetter, to address: PostalAddress, fund: PensionFund) {
        let recipient = LetterHead.Recipient(
            name: PersonName(civility: nil, familyName: address.lines[0], birthName: "", givenNames: ""), address: address,
            isRepresented: false)
        self = .test(
            PostalTestLetter(
                head: LetterHead(
                    fund: fund, recipient: recipient, fileNumber: LetterContent.nobodysFile, number: LetterNumber(ofLetter: test.id.text),
                    language: .french, postingDay: test.day)))
    }

    /// Where members' letters have their file number.
    private static let nobodysFile = FileNumber(exactly: "0000000".utf8)!
}
