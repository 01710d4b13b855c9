import CCurl
import Dispatch
import PerronDomain
import PerronWorkflows

/// One libcurl handle, and with it one connection that is kept between questions.
///
/// `@unchecked Sendable`: the handle is touched by `init`, which nobody shares yet, and by blocks on its own serial queue.
final class SiteVerifyConnection: @unchecked Sendable {
    enum Answer: Sendable {
        case answered(status: Int, body: [UInt8])
        /// libcurl's own code: 6 for a name that is not found, 7 for nobody there, 28 for too late.
        case failed(UInt32)
    }

    /// The answers are some hundred bytes long.
    private static let largestReply = 16 * 1024

    private let handle: CurlHandle
    private let queue = DispatchQueue(label: "perron.siteverify")

    /// - Throws: `CurlError.setting` for something that libcurl refuses.
    init(_ settings: SiteVerifySettings) throws(CurlError) {
        handle = try CurlHandle()
        try apply(settings)
    }

    /// - Parameter form: `application/x-www-form-urlencoded`.
    func post(_ form: String) async -> Answer {
        await withCheckedContinuation { continuation in
            queue.async { [self] in continuation.resume(returning: postNow(form)) }
        }
    }

    private func postNow(_ form: String) -> Answer {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: SiteVerifyConnection.largestReply) { buffer in
            var reply = ccurl_reply(bytes: buffer.baseAddress, capacity: buffer.count, length: 0)
            return withUnsafeMutablePointer(to: &reply) { reply in
                guard ccurl_set_text(handle.pointer, CURLOPT_COPYPOSTFIELDS, form) == CURLE_OK,
                    ccurl_set_reply(handle.pointer, reply) == CURLE_OK
                else {
                    return .failed(CURLE_OUT_OF_MEMORY.rawValue)
                }
                let code = curl_easy_perform(handle.pointer)
                guard code == CURLE_OK else { return .failed(code.rawValue) }
                var status = 0
                _ = ccurl_get_number(handle.pointer, CURLINFO_RESPONSE_CODE, &status)
                return .answered(status: status, body: Array(buffer.prefix(reply.pointee.length)))
            }
        }
    }

    private func apply(_ settings: SiteVerifySettings) throws(CurlError) {
        let isPlain = settings.address.hasPrefix("http:")
        try handle.set(CURLOPT_URL, settings.address)
        try handle.set(CURLOPT_PROTOCOLS_STR, isPlain ? "http" : "https")
        // A plain one is a stand-in on this machine; to the outside the environment's https_proxy holds, as for every libcurl.
        if isPlain { try handle.set(CURLOPT_PROXY, "") }
        try handle.set(CURLOPT_NOSIGNAL, 1)
        try handle.set(CURLOPT_MAXCONNECTS, 1)
        try handle.set(CURLOPT_TCP_KEEPALIVE, 1)
        try handle.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        try handle.set(CURLOPT_TIMEOUT_MS, Int(settings.timeout.wholeMilliseconds))
    }
}
