import PerronDomain
import PerronSecrets

/// Bytes 0, 1, 2 … from the start at each call: for results that another program worked out too.
struct CountingBytes: RandomSource {
    func bytes(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0) } }
}

/// A master key of bytes 0 … 31, and one of 32 … 63 that came before or after it.
let firstMaster = try! MasterKey(bytes: Array(0..<32))
let secondMaster = try! MasterKey(bytes: Array(32..<64))
let keys = SecretKeys(current: firstMaster)
let strangerKeys = SecretKeys(current: secondMaster)
let rotatedKeys = SecretKeys(current: secondMaster, former: [firstMaster])

let camille = Identifier<PensionRecord>(stored: "01JDC6ZK3M7Q2V8X4T5R9W0YAB")
let henri = Identifier<PensionRecord>(stored: "01JDC6ZK3M7Q2V8X4T5R9W0YAC")

/// 23 November 2026, 09:00 UTC.
let morning = Instant(seconds: 1_795_424_400)

/// Everything that print, interpolation, dump and reflection would show of a value.
func everythingShown(of value: Any) -> String {
    var dumped = ""
    dump(value, to: &dumped)
    return "\(value) \(String(describing: value)) \(String(reflecting: value)) \(dumped)"
}

/// `text` with its character at `index` replaced by another of base64url.
func tampered(_ text: String, at index: Int) -> String {
    var characters = Array(text)
    characters[index] = characters[index] == "A" ? "B" : "A"
    return String(characters)
}
