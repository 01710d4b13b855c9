import PerronDomain
import PerronPages

/// A provisional password that can't open anything any more, and what to do instead.
package struct TooLatePage: WebPage {
    package enum Reason: String, Sendable, CaseIterable {
        /// Another browser finished first with the same code.
        case alreadyChosen
        case codeUsed
        /// The restricted session ended; the code lives on.
        case sessionEnded
        case codeExpired
        /// A password was chosen with another code, or changed from inside the space.
        case codeVoided
        /// Too many wrong birth dates.
        case birthDates
    }

    package let frame: PageFrame
    private let reason: Reason

    private let renewal: String?

    /// - Parameter renewal: the signed id of the genuine code that ran out; with it a new one is one press away.
    package init(frame: PageFrame, reason: Reason, renewal: String? = nil) {
        self.frame = frame
        self.reason = reason
        self.renewal = renewal
    }

    package var title: String { words("account.tooLate.\(reason.rawValue).title") }

    package var main: HTML {
        """
        \(heading)
        <p class="lead">\(words("account.tooLate.\(reason.rawValue).text"))</p>
        \(renew)<div class="actions">
        \(ways)
        </div>
        """
    }

    private var ways: HTML {
        switch reason {
        case .alreadyChosen, .codeUsed, .sessionEnded: signIn(.primary) + request(.secondary)
        case .codeExpired, .codeVoided, .birthDates: request(renewal == nil ? .primary : .secondary) + signIn(.secondary)
        }
    }

    private var renew: HTML? {
        renewal.map { renewal in
            """
            <p>\(words("account.tooLate.renew.text"))</p>
            \(PostForm(.renewAccess, csrf: frame.csrf, hidden: [.renewal: renewal]) { Button(words("account.tooLate.renew")).html }.html)

            """
        }
    }

    private func signIn(_ look: ButtonLook) -> HTML {
        LinkButton(words("account.tooLate.signIn"), to: .signIn, look: look).html
    }

    private func request(_ look: ButtonLook) -> HTML {
        LinkButton(words("account.tooLate.request"), to: .accessRequest, look: look).html
    }
}
