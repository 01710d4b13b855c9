import PerronDomain
import PerronMessages
import PerronWorkflows

extension LetterContent {
    /// What the press prints, from what the spool kept and the fund says of itself today.
    init(_ letter: SpooledLetter, fund: PensionFund) {
        let head = LetterHead(
            fund: fund,
            recipient: LetterHead.Recipient(name: letter.name, address: letter.address, isRepresented: letter.isRepresented),
            fileNumber: letter.number, language: letter.language, postingDay: letter.postingDay)
        switch letter.body {
        case .provisionalPassword(let code, let lastDay):
            self = .provisionalPassword(ProvisionalPasswordLetter(head: head, code: code, lastDay: lastDay))
        case .passwordOpened(let day):
            self = .passwordOpened(PasswordOpenedLetter(head: head, openedOn: day))
        }
    }
}
