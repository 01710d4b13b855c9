import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore
import PerronDomain

/// What a controller answers.
package struct Reply: Sendable, ResponseGenerator {
    private let status: HTTPResponse.Status
    private var headers: HTTPFields
    private let body: ByteBuffer
    /// What is to be shown again on the same page; `Pages` turns it into a redirect there.
    let correction: Correction?
    /// Whether it is a page that shows nobody's file.
    private let isAnybodys: Bool

    struct Correction: Sendable {
        let form: Form
        let errors: [FieldError]
    }

    private init(
        _ status: HTTPResponse.Status, headers: HTTPFields = [:], body: ByteBuffer = ByteBuffer(), correction: Correction? = nil,
        isAnybodys: Bool = false
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.correction = correction
        self.isAnybodys = isAnybodys
    }

    /// The form's own page again, with what was typed and what is to be corrected: for pages in a session, which no browser may keep and
    /// which must yet be there for whoever comes back to them (docs/decisions/0017).
    package static func again(_ form: Form, _ errors: [FieldError] = []) -> Reply {
        Reply(.unprocessableContent, correction: Correction(form: form, errors: errors))
    }

    /// To a form that was sent. The browser may keep a page that shows nobody's file, so that its arrow back needn't ask to send the form
    /// again; it asks us before it uses it for anything else (RFC 9111 5.2.2.4).
    var answeringForm: Reply { isAnybodys ? with(.cacheControl, "private, no-cache") : self }

    /// A page that is shown: 200, or 422 where it came back with something to correct.
    package static func page(_ page: some WebPage) -> Reply {
        self.page(page, page.hasErrors ? .unprocessableContent : .ok)
    }

    /// 422: a page that asks back before it does what was asked.
    package static func question(_ page: some WebPage) -> Reply {
        self.page(page, .unprocessableContent)
    }

    /// 410: what was asked for can't be had any more; the page says what can.
    package static func gone(_ page: some WebPage) -> Reply {
        self.page(page, .gone)
    }

    static func page(_ page: some WebPage, _ status: HTTPResponse.Status) -> Reply {
        let reply = Reply(
            status,
            headers: [.contentType: "text/html; charset=utf-8", .contentLanguage: page.frame.words.language.rawValue],
            body: ByteBuffer(bytes: page.document.bytes), isAnybodys: page.frame.visitor == .anonymous)
        return page.widget.map { reply.with(ContentPolicy.header, ContentPolicy.page.opened(to: $0).text) } ?? reply
    }

    /// 303: go and see there (RFC 9110 15.4.4). The only redirects there are.
    package static func see(_ route: Route, saying note: ArrivalNote? = nil) -> Reply {
        see(Detour(to: route, saying: note))
    }

    static func see(_ detour: Detour) -> Reply {
        Reply(.seeOther, headers: [.location: detour.location])
    }

    /// A redirect in its place, with the cookies that it sets.
    func seeing(_ detour: Detour) -> Reply {
        Reply(.seeOther, headers: headers).with(.location, detour.location)
    }

    package static func json(_ value: some Encodable) throws -> Reply {
        Reply(.ok, headers: [.contentType: "application/json"], body: ByteBuffer(bytes: try JSONEncoder().encode(value)))
    }

    /// A file of any kind, with the headers it needs; only the demo's mailbox sends them.
    package static func file(_ bytes: [UInt8], type: String, headers: HTTPFields = [:]) -> Reply {
        var headers = headers
        headers[.contentType] = type
        return Reply(.ok, headers: headers, body: ByteBuffer(bytes: bytes))
    }

    /// What every page may do, for one that needs a little more.
    package static var pagePolicy: String { ContentPolicy.page.text }

    package func changing(_ cookie: CookieChange?) -> Reply {
        guard let cookie else { return self }
        var reply = self
        reply.headers.append(HTTPField(name: .setCookie, value: cookie.header))
        return reply
    }

    package func with(_ name: HTTPField.Name, _ value: String) -> Reply {
        var reply = self
        reply.headers[name] = value
        return reply
    }

    package var response: Response {
        Response(status: status, headers: headers, body: body.readableBytes == 0 ? ResponseBody() : ResponseBody(byteBuffer: body))
    }

    package func response(from request: Request, context: some RequestContext) throws -> Response {
        response
    }
}
