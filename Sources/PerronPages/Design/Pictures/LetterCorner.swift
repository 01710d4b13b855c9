import PerronDomain

extension Picture {
    /// The upper right of a letter, with the file number circled. Its letters are large enough to be read where the picture is smallest,
    /// three quarters of its own size.
    package static func letterCorner(words: Words) -> HTML {
        """
        <svg class="picture letter-corner" viewBox="0 0 320 200" role="img" aria-label="\(words("common.picture.letterCorner"))">
        <path class="sheet" d="M22 8h286v166c-22 8-40-6-62 4s-44 12-66 4-40-12-62 0-46 8-62 2-24-4-34 2c-6-18 6-34 2-54s-10-36-4-58-6-42 2-66z"/>
        <path class="fill-primary" d="M22 8h286v5H22z"/>
        <path class="text-line" d="M46 40h26M46 56h16"/>
        <text class="drawn-name" x="194" y="38" text-anchor="middle">\(words("common.picture.letterCorner.label"))</text>
        <text class="drawn-number" x="194" y="80" text-anchor="middle">123 45 67</text>
        <path class="circled" d="M126 93c-30-10-30-38 4-44 44-8 98-8 132 0 28 8 26 36-6 43-42 9-94 8-134-4"/>
        <path class="text-line" d="M112 122h150M112 138h118M112 154h134"/>
        </svg>
        """
    }
}
