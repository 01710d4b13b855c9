import Hummingbird
import PerronDomain
import PerronWorkflows

/// Registers the pages of one kind of visitor. A page that changes something gets its form from here, checked, or isn't called.
package struct Pages<Context: SiteContext> {
    private let group: any RouterMethods<Context>
    private let gate: FormGate

    init(_ group: any RouterMethods<Context>, gate: FormGate) {
        self.group = group
        self.gate = gate
    }

    /// The page with what was typed and what is to be corrected.
    package typealias Redraw = @Sendable (Form, [FieldError], Context) async throws -> Reply

    /// - Parameter again: for a page whose form comes back by `Reply.again`.
    package func show(_ route: Route, again: Redraw? = nil, use page: @escaping @Sendable (Context) async throws -> Reply) {
        precondition(route.methods.contains(.get), "\(route) is not listed as shown by GET")
        group.get(RouterPath(route.path)) { _, context in
            guard let again, let kept = context.visit.kept(on: route, in: context.session) else { return try await page(context) }
            return try await again(kept.form, kept.fieldErrors, context)
        }
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
                let reply = try await redraw(form, context.speaking(language)).changing(SiteCookie.language(language))
                return Self.settle(reply, route, context)
            }
            return Self.settle(try await page(form, context), route, context)
        }
    }

    /// What is to be corrected is kept, and shown by the page's own address; what is done is forgotten.
    private static func settle(_ reply: Reply, _ route: Route, _ context: Context) -> Reply {
        let visit = context.visit
        guard let correction = reply.correction else { return reply.answeringForm.changing(visit.forgetting(route)) }
        let kept = KeptForm(correction.form, correction.errors, on: route, in: context.session.id)
        return reply.seeing(Detour(to: route, saying: .toCorrect)).changing(visit.keep(kept))
    }

    /// A page under another, by the name that the path ends in; only read.
    package func show(under route: Route, _ pattern: String, use page: @escaping @Sendable (String, Context) async throws -> Reply) {
        group.get(RouterPath(route.path + pattern)) { _, context in
            try await page(context.parameters.get("name") ?? "", context)
        }
    }
}
