import Crypto
import PerronPages

extension Answer {
    /// What the page's script would find for its robot check; only for the easy ones of tests.
    package var solvedProof: String {
        guard let challenge = body.firstMatch(of: /data-challenge="([^"]+)"/)?.output.1,
            let difficulty = body.firstMatch(of: /data-difficulty="(\d+)"/).flatMap({ Int($0.output.1) }),
            let count = body.firstMatch(of: /data-count="(\d+)"/).flatMap({ Int($0.output.1) })
        else { return "" }
        return (0..<count).map { index in
            let nonce = (0...).first { nonce in
                let digest = SHA256.hash(data: Array("\(challenge):\(index):\(nonce)".utf8))
                var bits = 0
                for byte in digest {
                    bits += byte.leadingZeroBitCount
                    if byte != 0 { break }
                }
                return bits >= difficulty
            }
            return String(nonce!)
        }
        .joined(separator: ",")
    }
}
