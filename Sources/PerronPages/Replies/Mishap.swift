import HTTPTypes
import Hummingbird
import PerronDomain
import PerronWorkflows

/// What can go wrong with a request as a whole; a page tells each.
package enum Mishap: Error, Sendable {
    case notFound
    /// The form came from elsewhere.
    case forged
    /// The form is ours and stood open too long, or its cookie is gone. What was typed and may be shown again.
    case staleForm(typed: [FormField: String])
    /// The form stood on a page of this file, and another one has been opened since in the same browser.
    case otherFile(FileNumber)
    /// No form, or not one of ours.
    case unreadable
    case tooLarge
    /// Another Host than the fund's.
    case misdirected
    /// The session ended while a password was being chosen; nil where the code is still good.
    case tooLate(ChoosePassword.Reason?)
    /// Worth another try from `until` on; `shown` as people say it, « 14 h 05 ».
    case tooMany(until: Instant, shown: String)
    /// The store is away for the moment.
    case unavailable
    case accident

    init(_ error: any Error) {
        switch error {
        case let mishap as Mishap: self = mishap
        case let error as HTTPError where error.status == .notFound: self = .notFound
        case let error as HTTPError where error.status == .contentTooLarge: self = .tooLarge
        case _ where StoreOutage.isBehind(error): self = .unavailable
        default: self = .accident
        }
    }

    var status: HTTPResponse.Status {
        switch self {
        case .notFound: .notFound
        case .forged, .staleForm: .forbidden
        case .unreadable: .badRequest
        case .tooLarge: .contentTooLarge
        case .misdirected: .misdirectedRequest
        case .otherFile, .tooLate: .gone
        case .tooMany: .tooManyRequests
        case .unavailable: .serviceUnavailable
        case .accident: .internalServerError
        }
    }

    /// Seconds after which another try is worth it.
    func retryAfter(_ now: Instant) -> Int64? {
        switch self {
        case .tooMany(let until, _): max(1, (until - now).wholeSeconds + 1)
        case .unavailable: 30
        case .notFound, .forged, .staleForm, .otherFile, .unreadable, .tooLarge, .misdirected, .tooLate, .accident: nil
        }
    }
}
