import CSodium

/// libsodium wants `sodium_init` before anything else. A global is made once, by whichever thread comes first, so this needs no lock.
enum Sodium {
    private static let status: Int32 = sodium_init()

    /// Costs nothing after the first call. A machine without randomness can't run the product, so there is no error to handle.
    static func start() {
        precondition(status >= 0, "libsodium could not start")
    }
}
