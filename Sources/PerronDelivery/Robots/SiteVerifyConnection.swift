import CCurl
import Dispatch
import PerronDomain
import PerronWorkflows

/// One libcurl handle, and with it one connection that is kept between questions.
///
/// `@unchecked Sendable`: the handle is touched by `init`, which nobody shares yet, by blocks on its own serial queue, and by `deinit`,
/// which comes after the last of them.
final class SiteVerifyConnection: @unchecked Sendable {
    enum Answer: Sendable {
        case answered(status: Int, body: [UInt8])
        /// libcurl's own code: 6 for a name that is not found, 7 for nobody there, 28 for too late.
        case failed(UInt32)
    }

    /// The answers are some hundred bytes long.
    private static let largestReply = 16 * 1024

    private let handle: UnsafeMutableRawPointer
    private let queue = DispatchQueue(label: "perron.siteverify")

    /// Counted by libcurl, which other rooms of the house prepare too.
    private static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// - Throws: `SiteVerifyError.setting` for something that libcurl refuses.
    init(_ settings: SiteVerifySettings) throws(SiteVerifyError) {
        guard SiteVerifyConnection.isReady, let handle = curl_easy_init() else { throw .noMemory }
        self.handle = handle
        do throws(SiteVerifyError) {
            try apply(settings)
        } catch {
            curl_easy_cleanup(handle)
            throw error
        }
    }

    deinit {
        curl_easy_cleanup(handle)
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
                guard ccurl_set_text(handle, CURLOPT_COPYPOSTFIELDS, form) == CURLE_OK, ccurl_set_reply(handle, reply) == CURLE_OK else {
                    return .failed(CURLE_OUT_OF_MEMORY.rawValue)
                }
                let code = curl_easy_perform(handle)
                guard code == CURLE_OK else { return .failed(code.rawValue) }
                var status = 0
                _ = ccurl_get_number(handle, CURLINFO_RESPONSE_CODE, &status)
                return .answered(status: status, body: Array(buffer.prefix(reply.pointee.length)))
            }
        }
    }

    private func apply(_ settings: SiteVerifySettings) throws(SiteVerifyError) {
        let isPlain = settings.address.hasPrefix("http:")
        try set(CURLOPT_URL, settings.address)
        try set(CURLOPT_PROTOCOLS_STR, isPlain ? "http" : "https")
        // A plain one is a stand-in on this machine; to the outside the environment's https_proxy holds, as for every libcurl.
        if isPlain { try set(CURLOPT_PROXY, "") }
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_MAXCONNECTS, 1)
        try set(CURLOPT_TCP_KEEPALIVE, 1)
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        try set(CURLOPT_TIMEOUT_MS, Int(settings.timeout.wholeMilliseconds))
    }

    private func set(_ option: CURLoption, _ text: String) throws(SiteVerifyError) {
        guard ccurl_set_text(handle, option, text) == CURLE_OK else { throw .setting(option.rawValue) }
    }

    private func set(_ option: CURLoption, _ number: Int) throws(SiteVerifyError) {
        guard ccurl_set_number(handle, option, number) == CURLE_OK else { throw .setting(option.rawValue) }
    }
}

/// Names the option, never its value.
package enum SiteVerifyError: LoggableError, Equatable {
    case setting(UInt32)
    case noMemory

    package var description: String {
        switch self {
        case .setting(let option): "libcurl refuses its option \(option)"
        case .noMemory: "libcurl has no memory"
        }
    }
}
