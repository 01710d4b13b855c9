import PerronDomain

/// What every page stands in: the language, the fund, who is looking. A class, for each piece of a page holds it: to copy all of it costs more
/// than to write the piece.
package final class PageFrame: Sendable {
    package let words: Words
    package let fund: PensionFund
    /// What the pages promise in numbers: how long a session lasts, how soon an address is used.
    package let limits: Limits
    package let assets: AssetPaths
    /// The token of every form on the page.
    package let csrf: String
    /// Where the language switch comes back to.
    package let route: Route
    package let visitor: Visitor
    /// Whether to say that fund and people are made up, and to link the demo's mailbox.
    package let isDemo: Bool
    /// Whether to say that somebody is back where a session had ended, and that nothing had been saved.
    package let isResumed: Bool
    /// Nil where every page is made for its visitor.
    let moulds: Moulds?

    package init(
        words: Words, fund: PensionFund, limits: Limits, assets: AssetPaths, csrf: String, route: Route, visitor: Visitor = .anonymous,
        isDemo: Bool = false, isResumed: Bool = false, moulds: Moulds? = nil
    ) {
        self.words = words
        self.fund = fund
        self.limits = limits
        self.assets = assets
        self.csrf = csrf
        self.route = route
        self.visitor = visitor
        self.isDemo = isDemo
        self.isResumed = isResumed
        self.moulds = moulds
    }
}

extension PageFrame {
    /// For the page that answers a sign-out itself.
    package var signedOut: PageFrame {
        PageFrame(
            words: words, fund: fund, limits: limits, assets: assets, csrf: csrf, route: route, visitor: .anonymous, isDemo: isDemo)
    }

    func replacing(csrf: String) -> PageFrame {
        PageFrame(
            words: words, fund: fund, limits: limits, assets: assets, csrf: csrf, route: route, visitor: visitor, isDemo: isDemo,
            isResumed: isResumed, moulds: moulds)
    }
}

/// Who looks at a page, as far as the header is concerned.
package enum Visitor: Sendable, Equatable {
    case anonymous
    /// In a restricted session: may choose a password and nothing else.
    case choosing
    /// Signed in; without another request the session ends in `secondsLeft`.
    case member(name: String, secondsLeft: Int)
}
