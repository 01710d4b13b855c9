import CSodium
import PerronDomain

/// The operating system's randomness (`getrandom(2)`), through libsodium. The one place of the product where chance comes from.
package struct SystemRandom: RandomSource {
    package init() {
        Sodium.start()
    }

    package func bytes(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            if let start = buffer.baseAddress { randombytes_buf(start, count) }
            initialized = count
        }
    }
}
