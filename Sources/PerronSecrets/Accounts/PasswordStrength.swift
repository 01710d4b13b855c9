import CZxcvbn

/// How hard a password is to guess, estimated by zxcvbn (Wheeler, USENIX Security 2016) through libzxcvbn.
package struct PasswordStrength: Sendable, Equatable {
    /// Logarithm to base 2 of the guesses needed.
    package let bits: Double

    init(bits: Double) {
        self.bits = bits
    }

    /// 0 … 4, zxcvbn's own steps: under 10³, 10⁶, 10⁸, 10¹⁰ guesses, or more.
    package var score: Int {
        [9.97, 19.93, 26.58, 33.22].count { bits >= $0 }
    }

    /// libzxcvbn keeps no state between calls (all its tables are constant), so any number of threads may call this.
    ///
    /// It reads ASCII only: accents are dropped, which a guesser would try too, and other letters count as letters.
    /// Only the first 128 characters are looked at.
    /// - Parameter known: words worth next to nothing, small letters, the most likely first.
    package static func measure(_ password: CandidatePassword, known: [String]) -> PasswordStrength {
        let characters = ascii(password.normalized).prefix(128).map { CChar(bitPattern: $0) } + [0]
        let bits = withCStrings(known) { words in
            ZxcvbnMatch(characters, words, nil)
        }
        return PasswordStrength(bits: max(bits, 0))
    }

    private static func ascii(_ text: String) -> [UInt8] {
        text.flatMap { character -> [UInt8] in
            guard !character.isASCII else { return Array(character.utf8) }
            let plain = FoldedPassword(text: String(character)).plain
            return plain.isEmpty ? [UInt8(ascii: "~")] : plain
        }
        .map { $0 == 0 ? UInt8(ascii: "~") : $0 }
    }

    /// One buffer for all the words, each ended by a zero byte, and a list of pointers into it ended by nil, as C's `argv`.
    private static func withCStrings(_ words: [String], _ body: (UnsafeMutablePointer<UnsafePointer<CChar>?>) -> Double) -> Double {
        var buffer: [CChar] = []
        var offsets: [Int] = []
        for word in words {
            offsets.append(buffer.count)
            buffer += word.utf8.map { CChar(bitPattern: $0) } + [0]
        }
        return buffer.withUnsafeBufferPointer { bytes in
            var pointers = offsets.map { offset in bytes.baseAddress.map { $0 + offset } } + [nil]
            return pointers.withUnsafeMutableBufferPointer { body($0.baseAddress!) }
        }
    }
}
