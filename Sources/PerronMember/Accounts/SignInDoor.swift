import PerronDomain
import PerronPages

/// The two pages that take a number and a password: for whoever comes by themselves, and for whoever holds a message with a provisional
/// password. They ask the same, count the same, and differ in their words.
enum SignInDoor: Sendable {
    case signIn
    case code

    /// What stands in the page.
    struct Contents {
        var number = ""
        var arrival: SignInPage.Arrival?
        /// Whether a password was typed that isn't printed back.
        var hasDroppedPassword = false
        var robot: RobotFieldValues?
        var errors: [FieldError] = []
    }

    func page(_ contents: Contents, frame: PageFrame) -> any WebPage {
        switch self {
        case .signIn:
            SignInPage(
                frame: frame, number: contents.number, arrival: contents.arrival, hasDroppedPassword: contents.hasDroppedPassword,
                robot: contents.robot, errors: contents.errors)
        case .code:
            CodeLandingPage(
                frame: frame, number: contents.number, hasDroppedPassword: contents.hasDroppedPassword, robot: contents.robot,
                errors: contents.errors)
        }
    }

    var emptyKey: String {
        switch self {
        case .signIn: "password.empty"
        case .code: "code.empty"
        }
    }

    func wrong(_ number: FileNumber, _ words: Words) -> String {
        switch self {
        case .signIn: words("account.error.signIn.wrong")
        case .code: words("account.error.code.wrong", ["number": number.grouped])
        }
    }

    /// - Parameter time: as people say it. A provisional password is never held back, so it can only be the wrong one.
    func slowDown(_ number: FileNumber, until time: String, _ words: Words) -> String {
        switch self {
        case .signIn: words("account.error.signIn.slowDown", ["time": time])
        case .code: wrong(number, words)
        }
    }
}
