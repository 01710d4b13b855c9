import PerronDomain

extension Picture {
    /// The upper right of a letter, with the file number circled.
    package static func letterCorner(words: Words) -> HTML {
        """
        <svg class="picture letter-corner" viewBox="0 0 320 200" role="img" aria-label="\(words("common.picture.letterCorner"))">
        <path class="sheet" d="M22 8h286v166c-22 8-40-6-62 4s-44 12-66 4-40-12-62 0-46 8-62 2-24-4-34 2c-6-18 6-34 2-54s-10-36-4-58-6-42 2-66z"/>
        <path class="fill-primary" d="M22 8h286v5H22z"/>
        <path class="text-line" d="M46 44h58M46 60h38"/>
        <text class="drawn-name" x="216" y="50" text-anchor="middle">\(words("common.picture.letterCorner.label"))</text>
        <text class="drawn-number" x="216" y="76" text-anchor="middle">261 40 73</text>
        <path class="circled" d="M150 84c-28-14-22-42 6-52 40-13 110-10 132 10 18 17 6 42-30 50-44 9-98 6-118-16"/>
        <path class="text-line" d="M150 116h118M150 132h92M150 148h104"/>
        </svg>
        """
    }
}
