import PerronDomain
import PerronTestSupport

/// Deals each visitor a network and an unknown number that nobody had before, and the two kinds in random order; the same each time.
struct Dealer {
    private let random = SeededRandom(seed: 11)
    private var networks = 0
    private var unknown = 0

    mutating func network() -> String {
        defer { networks += 1 }
        return "\(10 + (networks >> 16)).\(networks >> 8 & 255).\(networks & 255).7"
    }

    mutating func unknownNumber() -> FileNumber {
        defer { unknown += 1 }
        return TimingGround.Kind.unknown.number(unknown)
    }

    /// `count` times true and as often false (Fisher and Yates).
    func order(of count: Int) -> [Bool] {
        var order = (0..<2 * count).map { $0 < count }
        for index in stride(from: order.count - 1, to: 0, by: -1) {
            let bytes = random.bytes(8)
            let pick = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % UInt64(index + 1)
            order.swapAt(index, Int(pick))
        }
        return order
    }
}
