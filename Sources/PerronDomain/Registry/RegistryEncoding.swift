/// How the text of an export is written.
package enum RegistryEncoding: String, Sendable, CaseIterable {
    case utf8 = "UTF-8"
    case windows1252 = "Windows-1252"

    /// The three bytes with which a UTF-8 file may begin.
    package static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
}

/// Tells the encoding of a whole file from its bytes, fed in pieces of any size.
///
/// A file is Windows-1252 only if hardly any of its bytes beyond ASCII make UTF-8: a valid sequence seldom arises by chance, and to take
/// a UTF-8 file for Windows-1252 would spoil every accent in silence, while the other way round each line is told.
package struct RegistrySurvey: Sendable {
    /// Sequences beyond ASCII that are UTF-8, and bytes that are not.
    package private(set) var validSequences = 0
    package private(set) var invalidBytes = 0
    package private(set) var byteCount = 0
    package private(set) var lineFeeds = 0

    private var beginning: [UInt8] = []
    private var endsWithLineFeed = true
    private var machine = UTF8Machine()

    package init() {}

    package mutating func feed(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let last = bytes.last else { return }
        if beginning.count < 3 { beginning += bytes.prefix(3 - beginning.count) }
        byteCount += bytes.count
        endsWithLineFeed = last == 0x0A
        var feeds = 0
        for byte in bytes {
            if byte == 0x0A { feeds += 1 }
            if byte < 0x80 && machine.isAtRest { continue }
            switch machine.step(byte) {
            case .pending: continue
            case .complete: validSequences += 1
            case .broken: invalidBytes += 1
            }
        }
        lineFeeds += feeds
    }

    package mutating func feed(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { feed($0) }
    }

    package var hasByteOrderMark: Bool { beginning == RegistryEncoding.byteOrderMark }

    package var isUTF16: Bool { beginning.starts(with: [0xFF, 0xFE]) || beginning.starts(with: [0xFE, 0xFF]) }

    /// The header is one of them; a last line without an end counts.
    package var lineCount: Int { lineFeeds + (endsWithLineFeed ? 0 : 1) }

    package var encoding: RegistryEncoding {
        if hasByteOrderMark { return .utf8 }
        return validSequences * 10 < invalidBytes ? .windows1252 : .utf8
    }
}

/// UTF-8 byte by byte (RFC 3629 §4): no overlong form, no surrogate, nothing beyond U+10FFFF.
struct UTF8Machine: Sendable {
    enum Step { case pending, complete, broken }

    private var missing = 0
    private var allowed: ClosedRange<UInt8> = 0x80...0xBF

    var isAtRest: Bool { missing == 0 }

    /// An ASCII byte at rest counts as complete; a byte that breaks a sequence begins a new one if it can.
    mutating func step(_ byte: UInt8) -> Step {
        guard missing > 0 else { return lead(byte) }
        if allowed.contains(byte) {
            missing -= 1
            allowed = 0x80...0xBF
            return missing == 0 ? .complete : .pending
        }
        missing = 0
        allowed = 0x80...0xBF
        _ = lead(byte)
        return .broken
    }

    private mutating func lead(_ byte: UInt8) -> Step {
        switch byte {
        case 0x00...0x7F: return .complete
        case 0xC2...0xDF: (missing, allowed) = (1, 0x80...0xBF)
        case 0xE0: (missing, allowed) = (2, 0xA0...0xBF)
        case 0xED: (missing, allowed) = (2, 0x80...0x9F)
        case 0xE1...0xEF: (missing, allowed) = (2, 0x80...0xBF)
        case 0xF0: (missing, allowed) = (3, 0x90...0xBF)
        case 0xF1...0xF3: (missing, allowed) = (3, 0x80...0xBF)
        case 0xF4: (missing, allowed) = (3, 0x80...0x8F)
        default: return .broken
        }
        return .pending
    }

    static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var machine = UTF8Machine()
        for byte in bytes {
            if byte < 0x80 && machine.isAtRest { continue }
            if machine.step(byte) == .broken { return false }
        }
        return machine.isAtRest
    }
}
