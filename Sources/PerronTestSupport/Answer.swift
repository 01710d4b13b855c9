import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import PerronPages
import Synchronization

/// What the site answered.
package struct Answer: Sendable {
    package let path: String
    package let status: Int
    package let headers: HTTPFields
    package let body: String

    init(_ response: Response, path: String) async throws {
        let sink = Sink()
        try await response.body.write(sink)
        self.path = path
        status = response.status.code
        headers = response.headers
        body = String(buffer: sink.bytes.withLock { $0 })
    }

    private init(path: String, status: Int, headers: HTTPFields, body: String) {
        (self.path, self.status, self.headers, self.body) = (path, status, headers, body)
    }

    /// The same answer with something changed.
    package func with(status: Int? = nil, header: (name: String, value: String)? = nil, body: String? = nil) -> Answer {
        var headers = headers
        if let header, let name = HTTPField.Name(header.name) { headers[name] = header.value }
        return Answer(path: path, status: status ?? self.status, headers: headers, body: body ?? self.body)
    }

    package var location: String? { headers[.location] }

    package var isPage: Bool { headers[.contentType]?.hasPrefix("text/html") == true }

    /// The heading's text.
    package var title: String {
        body.firstMatch(of: /<h1>(.*?)<\/h1>/).map { String($0.output.1).withoutEntities } ?? ""
    }

    package func says(_ text: String) -> Bool {
        body.withoutEntities.contains(text)
    }

    /// By name; empty for a cookie that was taken away.
    package var cookiesSet: [String: String] {
        headers[values: .setCookie].reduce(into: [:]) { cookies, line in
            let pair = line.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            cookies[String(pair[0])] = pair.count == 2 ? String(pair[1]) : ""
        }
    }

    /// What stands in the fields of the first form that is sent to a route; unticked boxes and buttons don't.
    package func fields(ofFormTo route: Route) -> [String: String] {
        let pattern = "<form method=\"post\" action=\"\(route.path)\""
        guard let start = body.range(of: pattern), let end = body.range(of: "</form>", range: start.upperBound..<body.endIndex) else {
            return [:]
        }
        return body[start.upperBound..<end.lowerBound].matches(of: /<input ([^>]*)>/).reduce(into: [:]) { fields, input in
            let attributes = String(input.output.1)
            guard let name = attributes.attribute("name") else { return }
            let type = attributes.attribute("type")
            if type == "checkbox" || type == "radio", !attributes.contains(" checked") { return }
            fields[name] = attributes.attribute("value") ?? ""
        }
    }

    private final class Sink: ResponseBodyWriter, Sendable {
        let bytes = Mutex(ByteBuffer())

        func write(_ buffer: ByteBuffer) async throws {
            bytes.withLock { bytes in
                var buffer = buffer
                bytes.writeBuffer(&buffer)
            }
        }

        func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }
}

extension String {
    fileprivate func attribute(_ name: String) -> String? {
        guard let start = range(of: " \(name)=\"") ?? (hasPrefix("\(name)=\"") ? range(of: "\(name)=\"") : nil),
            let end = self[start.upperBound...].firstIndex(of: "\"")
        else { return nil }
        return String(self[start.upperBound..<end]).withoutEntities
    }

    var withoutEntities: String {
        replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&gt;", with: ">")
            .replacingOccurrences(of: "&quot;", with: "\"").replacingOccurrences(of: "&#39;", with: "'")
            .replacingOccurrences(of: "&amp;", with: "&")
    }
}
