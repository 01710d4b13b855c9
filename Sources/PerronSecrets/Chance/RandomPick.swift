import PerronDomain

extension RandomSource {
    /// One element, each as likely as any other: draws beyond the last whole multiple of `count` are thrown away (no modulo bias).
    /// - Parameter elements: not empty.
    package func pick<Elements: RandomAccessCollection>(from elements: Elements) -> Elements.Element {
        let offset = number(below: UInt64(elements.count))
        return elements[elements.index(elements.startIndex, offsetBy: Int(offset))]
    }

    /// A number from 0 to `bound` - 1, each as likely as any other.
    /// - Parameter bound: at least 1.
    package func number(below bound: UInt64) -> UInt64 {
        precondition(bound > 0, "nothing to pick from")
        let rest = (UInt64.max % bound + 1) % bound
        while true {
            let drawn = bytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            if drawn <= UInt64.max - rest { return drawn % bound }
        }
    }
}
