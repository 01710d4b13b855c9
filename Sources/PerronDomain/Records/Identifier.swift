/// The key of one kind of row, made by the application: 26 characters, time first, so that rows lie in order on disk.
package struct Identifier<Entity>: Hashable, Sendable {
    package let text: String

    package init(stored text: String) {
        self.text = text
    }

    /// The key of no row. Asked for in place of an unknown one, so that both cost the same statements.
    package static var nobody: Identifier { Identifier(stored: String(repeating: "0", count: 26)) }

    /// 48 bits of time and 80 of chance, in Crockford base32 (the layout of a ULID).
    package init(now: Instant, random: any RandomSource) {
        text = Crockford.encode(Self.time(now) + random.bytes(10))
    }

    /// The same with an ordinal before the chance: rows of one millisecond lie in its order. Its low 24 bits count, and 56 of chance are left.
    package init(now: Instant, ordinal: Int, random: any RandomSource) {
        self.init(now: now, ordinal: ordinal, chance: random.bytes(Self.chanceBehindOrdinal)[...])
    }

    /// The same with chance that was drawn for many at once.
    /// - Parameter chance: `chanceBehindOrdinal` random bytes.
    package init(now: Instant, ordinal: Int, chance: ArraySlice<UInt8>) {
        var bytes = Self.time(now)
        bytes.reserveCapacity(16)
        for shift in [16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: ordinal >> shift)) }
        bytes += chance
        text = Crockford.encode(bytes)
    }

    package static var chanceBehindOrdinal: Int { 7 }

    private static func time(_ now: Instant) -> [UInt8] {
        let time = UInt64(clamping: now.milliseconds)
        return (0..<6).map { UInt8(truncatingIfNeeded: time >> (40 - 8 * UInt64($0))) }
    }
}

extension Identifier: CustomStringConvertible {
    package var description: String { text }
}
