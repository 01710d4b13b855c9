/// The window envelope that letters leave in, as the mail house calls it.
package enum Envelope: String, Sendable, CaseIterable {
    /// 110 × 220 mm.
    case dl = "DL"
    /// 114 × 229 mm, which machines fill.
    case c6c5 = "C6/5"
}
