import PerronDomain

extension Picture {
    /// The upper right of a letter, with the file number circled.
    package static func letterCorner(words: Words) -> HTML {
        """
        <svg class="picture letter-corner" viewBox="0 0 320 200" role="img" aria-label="\(words("common.picture.letterCorner"))">
        <path class="sheet" d="M0 16h304v184H0z"/>
        <path class="fill-primary" d="M0 16h304v5H0z"/>
        <path class="text-line" d="M0 44h66M0 58h44"/>
        <text class="drawn-name" x="216" y="50" text-anchor="middle">\(words("common.picture.letterCorner.label"))</text>
        <text class="drawn-number" x="216" y="76" text-anchor="middle">261 40 73</text>
        <path class="circled" d="M150 84c-28-14-22-42 6-52 40-13 110-10 132 10 18 17 6 42-30 50-44 9-98 6-118-16"/>
        <path class="text-line" d="M150 122h118M150 137h92M150 152h104"/>
        <path class="text-line" d="M0 184h268"/>
        </svg>
        """
    }
}
