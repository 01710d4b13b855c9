import PerronDomain
import PerronWorkflows

/// What a site is made of besides its rules: whose it is, what it says, what it looks like. Read once at start.
package struct Site: Sendable {
    package let settings: SiteSettings
    package let lexicon: Lexicon
    package let assets: AssetCatalog
    package let draining: Draining
    private let moulds = Moulds()

    package init(settings: SiteSettings, lexicon: Lexicon, assets: AssetCatalog, draining: Draining = Draining()) {
        self.settings = settings
        self.lexicon = lexicon
        self.assets = assets
        self.draining = draining
    }

    package func words(for context: some SiteContext) -> Words {
        lexicon[context.visit.language]
    }

    /// What the page of a request stands in.
    /// - Parameter route: where the page belongs, if not at the request's own address.
    package func frame(for context: some SiteContext, at route: Route? = nil) -> PageFrame {
        PageFrame(
            words: words(for: context), fund: settings.fund, limits: settings.limits, assets: assets.paths,
            csrf: context.visit.formToken(for: context.session.openFile),
            route: route ?? context.route ?? .home, visitor: context.visitor, isDemo: settings.isDemo,
            isResumed: context.visit.note == .resumed, moulds: moulds)
    }
}

package struct SiteSettings: Sendable {
    package let fund: PensionFund
    package let limits: Limits
    package let trustedProxies: TrustedProxies
    /// For whoever's browser asks for no language.
    package let defaultLanguage: Language
    package let isDemo: Bool

    package init(
        fund: PensionFund, limits: Limits, trustedProxies: TrustedProxies = .none, defaultLanguage: Language = .french, isDemo: Bool = false
    ) {
        self.fund = fund
        self.limits = limits
        self.trustedProxies = trustedProxies
        self.defaultLanguage = defaultLanguage
        self.isDemo = isDemo
    }

    package var publicURL: String { fund.publicURL }
    package var isSecure: Bool { publicURL.hasPrefix("https://") }
}

extension SignedInMember {
    /// Until the session ends, if nothing more is asked. Rounded: a request takes some milliseconds from its cookie to its page.
    package func secondsLeft(at now: Instant) -> Int {
        Int((endsAt - now + .milliseconds(500)).wholeSeconds)
    }
}

extension SiteContext {
    /// As far as the header is concerned.
    fileprivate var visitor: Visitor {
        switch session {
        case .member(let member):
            .member(name: member.record.name.greeting, secondsLeft: member.secondsLeft(at: visit.now))
        case .codeHolder: .choosing
        case .ended, .endedChoosing, .none: .anonymous
        }
    }
}
