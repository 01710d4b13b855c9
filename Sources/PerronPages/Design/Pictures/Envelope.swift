import PerronDomain

extension Picture {
    /// An envelope whose postmark is the day on which it leaves; legible at three quarters of its own size.
    package static func envelope(leaving day: CalendarDay, words: Words) -> HTML {
        """
        <svg class="picture envelope" viewBox="0 0 320 180" role="img"\
         aria-label="\(words("common.picture.envelope", ["day": words.day(day)]))">
        <path class="sheet" d="M10 14h300v156H10z"/>
        <path class="text-line" d="M44 108h116M44 124h92M44 140h104"/>
        <path class="window" d="M28 90h150v66H28z"/>
        <path class="fill-primary" d="M28 34h72v4H28zM28 46h44v4H28z"/>
        <path class="sheet" d="M204 28h90v82h-90z"/>
        <path class="fill-accent" d="M204 28h90v30h-90z"/>
        <text class="drawn-month" x="249" y="50.5" text-anchor="middle">\(words("common.month.short.\(day.month)"))</text>
        <text class="drawn-day" x="249" y="98" text-anchor="middle">\(day.day)</text>
        </svg>
        """
    }
}
