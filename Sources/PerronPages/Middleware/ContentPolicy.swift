import HTTPTypes

/// What a page may load and from where (Content Security Policy Level 3): its directives in their order.
struct ContentPolicy {
    static let header = HTTPField.Name("Content-Security-Policy")!

    /// Every page: our own files and nothing else.
    static let page = ContentPolicy(directives: [
        ("default-src", "'none'"), ("style-src", "'self'"), ("script-src", "'self'"), ("font-src", "'self'"), ("img-src", "'self' data:"),
        ("connect-src", "'self'"), ("worker-src", "'self'"), ("form-action", "'self'"), ("frame-ancestors", "'none'"),
        ("base-uri", "'none'"),
    ])

    private let directives: [(name: String, sources: String)]

    private init(directives: [(name: String, sources: String)]) {
        self.directives = directives
    }

    var text: String {
        directives.map { "\($0.name) \($0.sources)" }.joined(separator: "; ")
    }

    /// The same and what a third party's widget needs; still no inline script or style.
    func opened(to widget: RobotWidget) -> ContentPolicy {
        let sources = widget.sources
        let opened = directives.map { directive in
            (directive.name, sources[directive.name].map { directive.sources + " " + $0 } ?? directive.sources)
        }
        let added = sources.keys.sorted().filter { name in !directives.contains { $0.name == name } }.map { ($0, sources[$0]!) }
        return ContentPolicy(directives: opened + added)
    }
}
