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
        \(word("common.reveal", when: "closed"))\(word("common.reveal.hide", when: "open"))</summary>
        <div class="revealed">\(full)</div></details>
        """
    }

    /// What pressing does, seen in short and heard in full; of the two words the style sheet shows the one that goes with the state.
    private func word(_ key: String, when state: HTML) -> HTML {
        let spoken = words("common.reveal.of", ["what": words(key), "name": name])
        return """
            <span class="reveal-word when-\(state)"><span aria-hidden="true">\(words(key))</span><span class="unseen">\(spoken)</span></span>
            """
    }
}
