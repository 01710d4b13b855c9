import CCurl
import PerronDomain

/// A libcurl handle and what is set on it once. Isolation: one thread at a time, which its owner sees to.
final class CurlHandle {
    let pointer: UnsafeMutableRawPointer

    /// libcurl wants this before anything else; a global is made once, by whichever thread comes first.
    private static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    init() throws(CurlError) {
        guard CurlHandle.isReady, let pointer = curl_easy_init() else { throw .noMemory }
        self.pointer = pointer
    }

    deinit {
        curl_easy_cleanup(pointer)
    }

    /// - Throws: `CurlError.setting` for something that libcurl refuses.
    func set(_ option: CURLoption, _ text: String) throws(CurlError) {
        guard ccurl_set_text(pointer, option, text) == CURLE_OK else { throw .setting(option.rawValue) }
    }

    /// - Throws: as for a text.
    func set(_ option: CURLoption, _ number: Int) throws(CurlError) {
        guard ccurl_set_number(pointer, option, number) == CURLE_OK else { throw .setting(option.rawValue) }
    }
}

/// Names the option, never its value.
package enum CurlError: LoggableError, Equatable {
    case setting(UInt32)
    case noMemory

    package var description: String {
        switch self {
        case .setting(let option): "libcurl refuses its option \(option)"
        case .noMemory: "libcurl has no memory"
        }
    }
}
