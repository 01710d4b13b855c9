import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import PerronDomain
import PerronPages
import Synchronization

/// A browser as far as a test needs one: keeps cookies, follows redirects, and sends the forms of the page that it shows with what stands in
/// them. It runs no script.
package final class Browser: Sendable {
    private let portal: Portal
    private let address: String
    private let state = Mutex(State())

    private struct State {
        var cookies: [String: String] = [:]
        var page: Answer?
        var answers: [Answer] = []
    }

    init(portal: Portal, address: String) {
        self.portal = portal
        self.address = address
    }

    package var cookies: [String: String] { state.withLock { $0.cookies } }

    /// The page that is shown.
    package var page: Answer? { state.withLock { $0.page } }

    /// Every answer since the last time, redirects too.
    package func takeAnswers() -> [Answer] {
        state.withLock { state in
            defer { state.answers = [] }
            return state.answers
        }
    }

    /// As if the language had been chosen before.
    package func speak(_ language: Language) {
        state.withLock { $0.cookies[SiteCookie.language.rawValue] = language.rawValue }
    }

    package func forget(_ cookie: SiteCookie) {
        state.withLock { $0.cookies[cookie.rawValue] = nil }
    }

    @discardableResult
    package func open(_ route: Route, headers: HTTPFields = [:]) async throws -> Answer {
        try await open(route.path, headers: headers)
    }

    @discardableResult
    package func open(_ path: String, headers: HTTPFields = [:]) async throws -> Answer {
        try await follow(try await ask(.get, path, headers: headers))
    }

    /// Sends a form of the page that is shown, with what the person typed, and follows where it leads.
    @discardableResult
    package func send(_ typed: [FormField: String] = [:], to route: Route, headers: HTTPFields = [:]) async throws -> Answer {
        try await follow(try await post(typed, to: route, headers: headers))
    }

    /// The same without following a redirect.
    package func post(_ typed: [FormField: String] = [:], to route: Route, headers: HTTPFields = [:]) async throws -> Answer {
        var fields = page?.fields(ofFormTo: route) ?? [:]
        for (field, value) in typed { fields[field.rawValue] = value }
        return try await post(fields: fields, to: route.path, headers: headers)
    }

    package func post(fields: [String: String], to path: String, headers: HTTPFields = [:]) async throws -> Answer {
        var headers = headers
        if headers[.contentType] == nil { headers[.contentType] = "application/x-www-form-urlencoded" }
        let body = fields.sorted { $0.key < $1.key }.map { "\($0.key.formEncoded)=\($0.value.formEncoded)" }.joined(separator: "&")
        return try await ask(.post, path, headers: headers, body: body)
    }

    package func ask(
        _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields = [:], body: String? = nil, host: String = "localhost:8080"
    ) async throws -> Answer {
        var headers = headers
        let cookies = cookies
        if !cookies.isEmpty {
            headers[.cookie] = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        }
        let request = Request(
            head: HTTPRequest(method: method, scheme: "http", authority: host, path: path, headerFields: headers),
            body: RequestBody(buffer: ByteBuffer(string: body ?? "")))
        let answer = try await Answer(try await portal.answer(request, from: address), path: path)
        state.withLock { state in
            for (name, value) in answer.cookiesSet { state.cookies[name] = value.isEmpty ? nil : value }
            if answer.isPage { state.page = answer }
            state.answers.append(answer)
        }
        return answer
    }

    private func follow(_ answer: Answer) async throws -> Answer {
        guard answer.status == 303, let location = answer.location else { return answer }
        return try await follow(try await ask(.get, location))
    }
}

extension String {
    fileprivate var formEncoded: String {
        utf8.map { byte in
            byte.isUnreserved ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}

extension UInt8 {
    fileprivate var isUnreserved: Bool {
        (48...57).contains(self) || (65...90).contains(self) || (97...122).contains(self) || [45, 46, 95, 126].contains(self)
    }
}
