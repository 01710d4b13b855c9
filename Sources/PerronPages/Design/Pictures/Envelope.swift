import PerronDomain

extension Picture {
    /// An envelope whose postmark is the day on which it leaves.
    package static func envelope(leaving day: CalendarDay, words: Words) -> HTML {
        """
        <svg class="picture envelope" viewBox="0 0 320 180" role="img"\
         aria-label="\(words("common.picture.envelope", ["day": words.day(day)]))">
        <path class="sheet" d="M10 14h300v156H10z"/>
        <path class="text-line" d="M120 108h116M120 124h92M120 140h104"/>
        <path class="window" d="M104 90h150v66H104z"/>
        <path class="fill-primary" d="M30 34h72v4H30zM30 46h44v4H30z"/>
        <path class="sheet" d="M222 28h72v50h-72z"/>
        <path class="fill-accent" d="M222 28h72v14h-72z"/>
        <text class="drawn-month" x="258" y="39.5" text-anchor="middle">\(words("common.month.short.\(day.month)"))</text>
        <text class="drawn-day" x="258" y="70" text-anchor="middle">\(day.day)</text>
        </svg>
        """
    }
}
