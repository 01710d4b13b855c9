import PerronDomain
import PerronPages

/// What can go wrong with a request as a whole.
package struct ErrorPage: WebPage {
    package enum Kind: Sendable, Equatable {
        /// 500; the reference is the request's id, which the log carries too.
        case internalError(reference: String)
        /// 403: the form's token is gone or another's; what was typed may be sent again in one press.
        case staleForm(typed: [FormField: String])
        /// 400, 413: no form of ours.
        case unreadable
        /// 503: the store is away for the moment.
        case unavailable
        /// 421: another Host than the fund's.
        case misdirected
        /// 429; `time` as people say it, « 14 h 05 ».
        case tooManyRequests(time: String)
    }

    package let frame: PageFrame
    private let kind: Kind

    package init(frame: PageFrame, kind: Kind) {
        self.frame = frame
        self.kind = kind
    }

    package var title: String { words("site.error.\(key).title") }

    package var main: HTML {
        """
        \(heading)
        <p class="lead">\(words("site.error.\(key).text", values))</p>
        \(reference)\(way)
        """
    }

    private var key: String {
        switch kind {
        case .internalError: "internal"
        case .staleForm: "staleForm"
        case .unreadable: "unreadable"
        case .unavailable: "unavailable"
        case .misdirected: "misdirected"
        case .tooManyRequests: "tooMany"
        }
    }

    private var values: [String: String] {
        switch kind {
        case .internalError, .staleForm, .unreadable, .unavailable: [:]
        case .misdirected: ["domain": frame.fund.domain]
        case .tooManyRequests(let time): ["time": time]
        }
    }

    private var reference: HTML? {
        guard case .internalError(let reference) = kind else { return nil }
        return "<p>\(words("site.error.internal.reference", ["reference": reference]))</p>\n"
    }

    /// Where a password is missing now, the form comes back to be filled in, as for another language; elsewhere it is sent.
    private var sendAgain: Button {
        let label = words("site.error.again")
        return frame.route.asksPassword ? Button(label, sends: words.language.rawValue, as: .language) : Button(label)
    }

    /// A request that came to a wrong host gets the right address written out, for a relative link would lead back to the wrong one.
    private var way: HTML {
        switch kind {
        case .misdirected:
            """
            <p class="actions"><a class="button primary" href="\(frame.fund.publicURL)">\(words("site.error.misdirected.go"))</a></p>
            """
        case .staleForm(let typed) where !typed.isEmpty:
            """
            <div class="actions">\(PostForm(frame.route, csrf: frame.csrf, hidden: typed) { sendAgain.html }.html)</div>
            """
        case .internalError, .staleForm, .unreadable, .unavailable, .tooManyRequests:
            """
            <p class="actions">\(LinkButton(words("site.error.again"), to: frame.route.returnTarget).html)</p>
            """
        }
    }
}

extension Route {
    fileprivate var asksPassword: Bool {
        switch self {
        case .signIn, .codeLanding, .choosePassword, .changePassword: true
        case .home, .accessRequest, .accessChannel, .followUp, .renewAccess, .passwordStrength, .memberSpace, .confirmEmail, .giveEmail,
            .resendEmailCode, .keepSession, .signOut, .signOutEverywhere, .language, .help, .accessibility, .privacy, .demoMailbox:
            false
        }
    }
}
