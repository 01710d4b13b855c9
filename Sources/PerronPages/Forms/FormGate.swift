import HTTPTypes
import Hummingbird
import NIOCore
import PerronDomain
import PerronSecrets

/// Lets a form through that came from our own page in this very visit (OWASP CSRF Prevention: signed double-submit cookie, Fetch Metadata).
struct FormGate {
    /// What the browser itself says of where the form stood.
    private enum Origin {
        case ourPage
        case elsewhere
        /// An old browser, or one told to say nothing.
        case unsaid
    }

    let publicURL: String

    /// A form that no other site sent, its token still to be judged.
    func read(_ request: Request) async throws -> Form {
        guard request.headers[.contentType]?.lowercased().hasPrefix("application/x-www-form-urlencoded") == true else {
            throw Mishap.unreadable
        }
        let form = try Form(body: try await body(of: request))
        if origin(of: request) == .elsewhere { throw Mishap.forged }
        return form
    }

    /// - Parameter owner: whose page is asked; nil for anybody's.
    func open(_ request: Request, visit: Visit, owner: FileNumber? = nil) async throws -> Form {
        let form = try await read(request)
        // Before its age: what a stale form is sent again with belongs to the session of now.
        if let owner, let shown = CSRFToken.file(in: form[.csrf]), shown != owner { throw Mishap.otherFile(shown) }
        switch visit.judge(formToken: form[.csrf]) {
        case .valid: return form
        case .stale: throw Mishap.staleForm(typed: form.showable)
        // The cookie may have gone with the browser's last window; other sites can't pretend to be our page.
        case .forged where origin(of: request) == .ourPage: throw Mishap.staleForm(typed: form.showable)
        case .forged: throw Mishap.forged
        }
    }

    private func body(of request: Request) async throws -> ByteBuffer {
        do {
            let body = try await request.body.collect(upTo: Form.largestBody)
            guard body.readableBytes <= Form.largestBody else { throw Mishap.tooLarge }
            return body
        } catch is NIOTooManyBytesError {
            throw Mishap.tooLarge
        }
    }

    /// `Origin` is `null` in forms of pages that send no referrer, ours among them: that says nothing.
    private func origin(of request: Request) -> Origin {
        switch request.headers[HTTPField.Name("Sec-Fetch-Site")!] {
        case "same-origin": return .ourPage
        // Typed or restored by the person, not sent by a page.
        case nil, "none": break
        case .some: return .elsewhere
        }
        switch request.headers[.origin] {
        case nil, "null": return .unsaid
        case publicURL: return .ourPage
        case .some: return .elsewhere
        }
    }
}
