import PerronDomain
import PerronPages
import PerronWorkflows

/// The page that tells a mishap and the way on.
struct Apology {
    let mishap: Mishap
    let frame: PageFrame
    let requestID: String

    var page: any WebPage {
        switch mishap {
        case .notFound: NotFoundPage(frame: frame)
        case .forged: ErrorPage(frame: frame, kind: .staleForm(typed: [:]))
        case .staleForm(let typed): ErrorPage(frame: frame, kind: .staleForm(typed: typed))
        case .otherFile(let shown): NothingSavedPage(frame: frame, reason: .otherFileShown(shown))
        case .unreadable, .tooLarge: ErrorPage(frame: frame, kind: .unreadable)
        case .misdirected: ErrorPage(frame: frame, kind: .misdirected)
        case .tooLate(let reason): TooLatePage(frame: frame, reason: TooLatePage.Reason(reason))
        case .tooMany(_, let time): ErrorPage(frame: frame, kind: .tooManyRequests(time: time))
        case .unavailable: ErrorPage(frame: frame, kind: .unavailable)
        case .accident: ErrorPage(frame: frame, kind: .internalError(reference: requestID))
        }
    }
}

extension TooLatePage.Reason {
    /// - Parameter reason: nil where the session ended and the code is still good.
    init(_ reason: ChoosePassword.Reason?) {
        switch reason {
        case .used: self = .alreadyChosen
        case .voided: self = .codeVoided
        case .birthDates: self = .birthDates
        case .expired: self = .codeExpired
        case nil: self = .sessionEnded
        }
    }
}
