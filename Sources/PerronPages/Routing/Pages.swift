import Hummingbird
import PerronDomain

/// Registers the pages of one kind of visitor. A page that changes something gets its form from here, checked, or isn't called.
package struct Pages<Context: SiteContext> {
    private let group: any RouterMethods<Context>
    private let gate: FormGate

    init(_ group: any RouterMethods<Context>, gate: FormGate) {
        self.group = group
        self.gate = gate
    }

    package func show(_ route: Route, use page: @escaping @Sendable (Context) async throws -> Reply) {
        precondition(route.methods.contains(.get), "\(route) is not listed as shown by GET")
        group.get(RouterPath(route.path)) { _, context in try await page(context) }
    }

    /// - Parameter redraw: for a page that keeps what was typed when its language is changed: shows it again, checks nothing.
    package func create(
        _ route: Route, redraw: (@Sendable (Form, Context) async throws -> Reply)? = nil,
        use page: @escaping @Sendable (Form, Context) async throws -> Reply
    ) {
        precondition(route.methods.contains(.post), "\(route) is not listed as taking a POST")
        group.post(RouterPath(route.path)) { [gate] request, context in
            let form = try await gate.open(request, visit: context.visit, owner: context.owner)
            if let redraw, let language = Language(rawValue: form[.language]) {
                return try await redraw(form, context.speaking(language)).changing(SiteCookie.language(language))
            }
            return try await page(form, context)
        }
    }

    /// A page under another, by the name that the path ends in; only read.
    package func show(under route: Route, _ pattern: String, use page: @escaping @Sendable (String, Context) async throws -> Reply) {
        group.get(RouterPath(route.path + pattern)) { _, context in
            try await page(context.parameters.get("name") ?? "", context)
        }
    }
}
