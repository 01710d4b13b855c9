import Crypto
import PerronPages

/// What the page's script would find for a robot check; only for the easy ones of tests.
package enum SolvedProof {
    package static func of(_ challenge: String, difficulty: Int, count: Int) -> String {
        (0..<count).map { index in
            let nonce = (0...).first { nonce in
                leadingZeroBits(SHA256.hash(data: Array("\(challenge):\(index):\(nonce)".utf8))) >= difficulty
            }
            return String(nonce!)
        }
        .joined(separator: ",")
    }

    private static func leadingZeroBits(_ digest: SHA256.Digest) -> Int {
        var bits = 0
        for byte in digest {
            bits += byte.leadingZeroBitCount
            if byte != 0 { break }
        }
        return bits
    }
}

extension Answer {
    package var solvedProof: String {
        guard let challenge = body.firstMatch(of: /data-challenge="([^"]+)"/)?.output.1,
            let difficulty = body.firstMatch(of: /data-difficulty="(\d+)"/).flatMap({ Int($0.output.1) }),
            let count = body.firstMatch(of: /data-count="(\d+)"/).flatMap({ Int($0.output.1) })
        else { return "" }
        return SolvedProof.of(String(challenge), difficulty: difficulty, count: count)
    }
}
