import PerronDomain

/// A value that a passer-by shouldn't read: masked, and shown in full when its holder asks.
package struct Reveal {
    private let masked: HTML
    private let full: HTML
    /// What the value is, for those who hear « Montrer » out of its row.
    private let name: String
    private let words: Words

    package init(masked: HTML, full: HTML, name: String, words: Words) {
        self.masked = masked
        self.full = full
        self.name = name
        self.words = words
    }

    package var html: HTML {
        """
        <details class="reveal"><summary><span class="masked">\(masked)</span> \
        <span class="reveal-word">\(words("common.reveal"))<span class="unseen"> : \(name)</span></span></summary>
        <div class="revealed">\(full)</div></details>
        """
    }
}
