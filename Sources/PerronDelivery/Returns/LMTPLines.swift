/// Cuts what a client sends into lines. Only CR LF ends one: a lone CR or LF within a message must not look like its end.
struct LMTPLines {
    struct Piece: Equatable {
        /// Without its end.
        let bytes: [UInt8]
        /// False for the beginning of a line that is longer than any is kept waiting for.
        let endsLine: Bool
    }

    static let longest = 4096

    private var pending: [UInt8] = []

    /// - Returns: what is complete by now.
    mutating func take(_ bytes: some Sequence<UInt8>) -> [Piece] {
        var pieces: [Piece] = []
        for byte in bytes {
            if byte == 0x0A, pending.last == 0x0D {
                pending.removeLast()
                pieces.append(Piece(bytes: pending, endsLine: true))
                pending.removeAll(keepingCapacity: true)
            } else {
                // A CR may be the first half of the end.
                if pending.count >= LMTPLines.longest, pending.last != 0x0D {
                    pieces.append(Piece(bytes: pending, endsLine: false))
                    pending.removeAll(keepingCapacity: true)
                }
                pending.append(byte)
            }
        }
        return pieces
    }
}
