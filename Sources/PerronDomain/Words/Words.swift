/// What Perron says in one language: sentences by key, with `{name}` where a value goes.
package struct Words: Sendable {
    package let language: Language
    private let sentences: [String: Sentence]

    package init(language: Language, sentences: [String: String]) {
        self.language = language
        self.sentences = sentences.mapValues(Sentence.init)
    }

    package var keys: Set<String> { Set(sentences.keys) }

    /// The sentence for `key`; the key itself where it is missing, which `Lexicon` and the house rules rule out beforehand.
    package func callAsFunction(_ key: String, _ values: [String: String] = [:]) -> String {
        guard let sentence = sentences[key] else { return key }
        return values.isEmpty ? sentence.text : sentence.filled(with: values)
    }

    package func contains(_ key: String) -> Bool {
        sentences[key] != nil
    }

    /// « vendredi 27 novembre 2026 », "Friday 27 November 2026".
    package func day(_ day: CalendarDay) -> String {
        let first = language == .french && day.day == 1 ? "1er" : String(day.day)
        return "\(self("common.weekday.\(day.weekday)")) \(first) \(self("common.month.\(day.month)")) \(day.year)"
    }

    /// « 27 novembre 2026 », without the day of the week.
    package func date(_ day: CalendarDay) -> String {
        let first = language == .french && day.day == 1 ? "1er" : String(day.day)
        return "\(first) \(self("common.month.\(day.month)")) \(day.year)"
    }

    /// « 14 h 05 », "14:05"; `minutes` since midnight.
    package func hour(minutes: Int) -> String {
        let (hour, minute) = (minutes / 60, minutes % 60)
        let padded = minute < 10 ? "0\(minute)" : "\(minute)"
        return language == .french ? "\(hour)\u{00A0}h\u{00A0}\(padded)" : "\(hour):\(padded)"
    }

    /// « mars 2021 », "March 2021".
    package func month(of day: CalendarDay) -> String {
        "\(self("common.month.\(day.month)")) \(day.year)"
    }

    /// « 24 heures », « 1 minute »: in the largest unit that it fills, in days from two days on. A second that has begun counts whole.
    package func duration(_ duration: Duration) -> String {
        let seconds = Int((duration.wholeMilliseconds + 999) / 1000)
        let day = 86_400
        if seconds >= 2 * day, seconds % day == 0 { return counted(seconds / day, "day") }
        if seconds >= 3600, seconds % 3600 == 0 { return counted(seconds / 3600, "hour") }
        if seconds >= 60, seconds % 60 == 0 { return counted(seconds / 60, "minute") }
        return counted(seconds, "second")
    }

    /// « 7 jours », « 1 jour ».
    package func days(_ count: Int) -> String {
        counted(count, "day")
    }

    /// In French the plural begins at two, in English it is everything but one.
    private func counted(_ count: Int, _ unit: String) -> String {
        let isOne =
            switch language {
            case .french: count < 2
            case .english: count == 1
            }
        let form = isOne ? "one" : "many"
        return self("common.duration.\(unit).\(form)", ["count": String(count)])
    }
}
