import Foundation
import Logging
import PerronDomain

/// The log on standard error, a line for each event: the time in UTC, the level, the message, and what belongs to it in the order of names.
///
///     2026-11-24T09:00:00.125Z info answered method=GET ms=0 request_id=5f0c3a91b2d4 route=/ status=200
///
/// Every request writes one, so it asks for no time zone and formats nothing twice.
struct LogLines: LogHandler {
    let clock: any TimeSource
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]

    init(clock: any TimeSource) {
        self.clock = clock
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let line = line(for: event)
        // One write for the whole line: lines of two threads don't mix. What can't be written is lost; there is nowhere to say so.
        _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    func line(for event: LogEvent) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(192)
        line.append(stamp: clock.now())
        line.append(word: event.level.rawValue)
        line.append(word: event.message.description)
        let own = event.metadata ?? [:]
        var fields = Array(own)
        for field in metadata where own[field.key] == nil { fields.append(field) }
        fields.sort { $0.key < $1.key }
        for (name, value) in fields { line.append(word: name, value.description) }
        if let error = event.error { line.append(word: "error", String(reflecting: type(of: error))) }
        line.append(UInt8(ascii: "\n"))
        return line
    }
}

extension [UInt8] {
    /// A space, and the word; whatever somebody managed to have logged, it can't pretend to be a line of its own.
    fileprivate mutating func append(word: String, _ value: String? = nil) {
        append(UInt8(ascii: " "))
        append(onOneLine: word)
        guard let value else { return }
        append(UInt8(ascii: "="))
        append(onOneLine: value)
    }

    private mutating func append(onOneLine text: String) {
        for byte in text.utf8 { append(byte < 0x20 ? UInt8(ascii: " ") : byte) }
    }

    /// « 2026-11-24T09:00:00.125Z » (RFC 3339).
    fileprivate mutating func append(stamp instant: Instant) {
        let day = CalendarDay(dayNumber: Int(instant.milliseconds / 86_400_000))
        let rest = Int(instant.milliseconds % 86_400_000)
        let parts = [
            (day.year, 4, "-"), (day.month, 2, "-"), (day.day, 2, "T"), (rest / 3_600_000, 2, ":"), (rest / 60_000 % 60, 2, ":"),
            (rest / 1000 % 60, 2, "."), (rest % 1000, 3, "Z"),
        ]
        for (value, width, end) in parts {
            let digits = String(value).utf8
            for _ in digits.count..<Swift.max(digits.count, width) { append(UInt8(ascii: "0")) }
            append(contentsOf: digits)
            append(contentsOf: end.utf8)
        }
    }
}
