/// Every letter that the fund sends.
package enum LetterContent: Sendable {
    case provisionalPassword(ProvisionalPasswordLetter)
    case passwordOpened(PasswordOpenedLetter)
    case test(PostalTestLetter)

    package var head: LetterHead {
        switch self {
        case .provisionalPassword(let letter): letter.head
        case .passwordOpened(let letter): letter.head
        case .test(let letter): letter.head
        }
    }
}
