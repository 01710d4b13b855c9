import PerronDomain
import PerronMember
import PerronPages

extension Stand {
    var site: [Gallery.Sheet] {
        [
            .init(name: "public", page: PublicPage(frame: frame(.home))),
            .init(name: "public-member", page: PublicPage(frame: frame(.home, .member(name: "Camille Moreau", secondsLeft: 1800)))),
            .init(name: "public-demo", page: PublicPage(frame: frame(.home, isDemo: true))),
            .init(name: "help", page: HelpPage(frame: frame(.help))),
            .init(name: "accessibility", page: AccessibilityPage(frame: frame(.accessibility))),
            .init(name: "privacy", page: PrivacyPage(frame: frame(.privacy))),
            .init(name: "privacy-third-party", page: PrivacyPage(frame: frame(.privacy), robots: .recaptcha)),
            .init(name: "not-found", page: NotFoundPage(frame: frame(.home))),
            .init(name: "error-internal", page: ErrorPage(frame: frame(.home), kind: .internalError(reference: "7f3a-19c2"))),
            .init(name: "error-stale-form", page: ErrorPage(frame: frame(.accessRequest), kind: .staleForm(typed: [.number: "2614073"]))),
            .init(name: "error-unavailable", page: ErrorPage(frame: frame(.home), kind: .unavailable)),
            .init(name: "error-unreadable", page: ErrorPage(frame: frame(.accessRequest), kind: .unreadable)),
            .init(name: "error-misdirected", page: ErrorPage(frame: frame(.home), kind: .misdirected)),
            .init(
                name: "error-too-many",
                page: ErrorPage(frame: frame(.accessRequest), kind: .tooManyRequests(time: words.hour(minutes: 14 * 60 + 5)))),
        ]
    }
}
