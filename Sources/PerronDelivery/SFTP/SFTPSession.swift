import CCurl
import PerronDomain

/// One connection to an SFTP server, for some steps one after the other. It blocks: its owner keeps it away from where tasks run.
final class SFTPSession {
    /// A folder's list, in bytes.
    private static let longestList = 4 << 20
    /// The slowest line that is waited for, in bytes a second.
    private static let slowest = 32 * 1024

    private let handle: CurlHandle
    private let settings: SFTPSettings

    /// - Throws: `CarrierFault.unusable` for a setting that libcurl refuses.
    init(_ settings: SFTPSettings) throws(CarrierFault) {
        self.settings = settings
        do throws(CurlError) {
            handle = try CurlHandle()
            try apply(settings)
        } catch {
            throw .unusable(error.description)
        }
    }

    /// What a folder holds; nil if it is not there.
    func names(in folder: String) throws(CarrierFault) -> [String]? {
        try prepare(folder + "/", timeFor: 0)
        try set(CURLOPT_DIRLISTONLY, 1)
        return try receive(upTo: SFTPSession.longestList, mayBeLonger: false, step: "list a folder").map { bytes in
            bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }.filter { $0 != "." && $0 != ".." }
        }
    }

    /// Nil if the file is not there, or is longer than `limit` bytes.
    func read(_ file: String, upTo limit: Int) throws(CarrierFault) -> [UInt8]? {
        try prepare(file, timeFor: limit)
        return try receive(upTo: limit, mayBeLonger: true, step: "show a file")
    }

    func write(_ bytes: [UInt8], to file: String) throws(CarrierFault) {
        try prepare(file, timeFor: bytes.count)
        try set(CURLOPT_UPLOAD, 1)
        let code = bytes.withUnsafeBufferPointer { buffer in
            var body = ccurl_body(bytes: buffer.baseAddress, length: buffer.count, sent: 0)
            return withUnsafeMutablePointer(to: &body) { body in
                guard ccurl_set_body(handle.pointer, body) == CURLE_OK else { return CURLE_OUT_OF_MEMORY }
                return curl_easy_perform(handle.pointer)
            }
        }
        try check(code, step: "take a file")
    }

    /// libcurl's commands on files, such as `rename /a /b`; the first that fails ends it, but for those that begin with `*`.
    func perform(_ commands: [String], step: String) throws(CarrierFault) {
        try prepare(settings.address.folder + "/", timeFor: 0)
        try set(CURLOPT_NOBODY, 1)
        var list: UnsafeMutablePointer<curl_slist>?
        for command in commands { list = curl_slist_append(list, command) }
        let code = ccurl_set_list(handle.pointer, CURLOPT_QUOTE, list)
        let outcome = code == CURLE_OK ? curl_easy_perform(handle.pointer) : code
        _ = ccurl_set_list(handle.pointer, CURLOPT_QUOTE, nil)
        curl_slist_free_all(list)
        try check(outcome, step: step)
    }

    /// A folder with the files in it; nothing happens if it is not there.
    func remove(folder: String) throws(CarrierFault) {
        guard let names = try names(in: folder) else { return }
        try perform(names.map { "rm \(folder)/\($0)" } + ["rmdir \(folder)"], step: "remove a folder")
    }

    /// Nil if it is not there, or is longer where it may be.
    private func receive(upTo limit: Int, mayBeLonger: Bool, step: String) throws(CarrierFault) -> [UInt8]? {
        var code = CURLE_OK
        let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            var reply = ccurl_reply(bytes: buffer.baseAddress, capacity: limit, length: 0)
            code = withUnsafeMutablePointer(to: &reply) { reply in
                guard ccurl_set_reply(handle.pointer, reply) == CURLE_OK else { return CURLE_OUT_OF_MEMORY }
                return curl_easy_perform(handle.pointer)
            }
            count = reply.length
        }
        // What doesn't fit ends the transfer with an error of writing.
        if code == CURLE_REMOTE_FILE_NOT_FOUND || (mayBeLonger && code == CURLE_WRITE_ERROR) { return nil }
        try check(code, step: step)
        return bytes
    }

    private func check(_ code: CURLcode, step: String) throws(CarrierFault) {
        guard code != CURLE_OK else { return }
        throw CarrierFault(curl: code, step: step)
    }

    /// Takes back what the step before has set.
    private func prepare(_ path: String, timeFor bytes: Int) throws(CarrierFault) {
        let time = settings.timeout.wholeMilliseconds + Int64(bytes / SFTPSession.slowest) * 1000
        do throws(CurlError) {
            try handle.set(CURLOPT_URL, settings.address.server + path)
            try handle.set(CURLOPT_NOBODY, 0)
            try handle.set(CURLOPT_UPLOAD, 0)
            try handle.set(CURLOPT_DIRLISTONLY, 0)
            try handle.set(CURLOPT_TIMEOUT_MS, Int(time))
        } catch {
            throw .unusable(error.description)
        }
    }

    private func set(_ option: CURLoption, _ number: Int) throws(CarrierFault) {
        do throws(CurlError) {
            try handle.set(option, number)
        } catch {
            throw .unusable(error.description)
        }
    }

    private func apply(_ settings: SFTPSettings) throws(CurlError) {
        try handle.set(CURLOPT_PROTOCOLS_STR, "sftp")
        try handle.set(CURLOPT_PROXY, "")
        try handle.set(CURLOPT_NOSIGNAL, 1)
        try handle.set(CURLOPT_TCP_KEEPALIVE, 1)
        try handle.set(CURLOPT_CONNECTTIMEOUT_MS, Int(settings.timeout.wholeMilliseconds))
        // A line that went silent is given up before the time for all bytes is over.
        try handle.set(CURLOPT_LOW_SPEED_LIMIT, 1)
        try handle.set(CURLOPT_LOW_SPEED_TIME, Int(max(1, settings.timeout.wholeSeconds)))
        // libcurl refuses every host that is not in the file, or has another key there.
        try handle.set(CURLOPT_SSH_KNOWNHOSTS, settings.knownHosts)
        // The mail house's group may take the files away, nobody else sees them; the server may narrow that.
        try handle.set(CURLOPT_NEW_FILE_PERMS, 0o660)
        try handle.set(CURLOPT_NEW_DIRECTORY_PERMS, 0o770)
        try handle.set(CURLOPT_USERNAME, settings.address.user)
        switch settings.credentials {
        case .key(let file):
            try handle.set(CURLOPT_SSH_AUTH_TYPES, Int(CURLSSH_AUTH_PUBLICKEY))
            try handle.set(CURLOPT_SSH_PRIVATE_KEYFILE, file)
        case .password(let password):
            try handle.set(CURLOPT_SSH_AUTH_TYPES, Int(CURLSSH_AUTH_PASSWORD | CURLSSH_AUTH_KEYBOARD))
            try handle.set(CURLOPT_PASSWORD, password.text)
        }
    }
}

extension CarrierFault {
    /// - Parameter step: what was asked for, in words.
    init(curl code: CURLcode, step: String) {
        let reason = String(cString: curl_easy_strerror(code))
        self =
            switch code {
            case CURLE_PEER_FAILED_VERIFICATION: .stranger
            case CURLE_LOGIN_DENIED: .accessDenied
            case CURLE_QUOTE_ERROR, CURLE_REMOTE_ACCESS_DENIED, CURLE_UPLOAD_FAILED, CURLE_REMOTE_DISK_FULL,
                CURLE_REMOTE_FILE_EXISTS, CURLE_REMOTE_FILE_NOT_FOUND:
                .refused(step: step, reason: reason)
            default: .away(reason)
            }
    }
}
