import PerronDomain
import Testing

struct WordsTests {
    private let french = Words(language: .french, sentences: ["a": "De {from} à {to}, {from}", "b": "{open", "c": "rien", "d": "}{x}{"])

    @Test(arguments: [
        ("a", ["from": "9 h", "to": "17 h"], "De 9 h à 17 h, 9 h"), ("a", ["from": "9 h"], "De 9 h à {to}, 9 h"),
        ("a", ["from": "{to}", "to": "x"], "De {to} à x, {to}"), ("b", ["open": "x"], "{open"), ("c", ["x": "y"], "rien"),
        ("d", ["x": "y"], "}y{"), ("c", [:], "rien"), ("missing", [:], "missing"),
    ])
    func `values go where their names stand, once`(key: String, values: [String: String], text: String) {
        #expect(french(key, values) == text)
    }

    @Test func `a day is written out in both languages`() throws {
        let lexicon = try lexicon()
        let friday = try #require(CalendarDay(iso: "2026-11-27"))
        let first = try #require(CalendarDay(iso: "2027-01-01"))

        #expect(lexicon[.french].day(friday) == "vendredi 27 novembre 2026")
        #expect(lexicon[.english].day(friday) == "Friday 27 November 2026")
        #expect(lexicon[.french].day(first) == "vendredi 1er janvier 2027")
        #expect(lexicon[.english].day(first) == "Friday 1 January 2027")
        #expect(lexicon[.french].date(friday) == "27 novembre 2026")
        #expect(lexicon[.english].date(friday) == "27 November 2026")
        #expect(lexicon[.french].month(of: friday) == "novembre 2026")
    }

    @Test(arguments: [(0, "0\u{A0}h\u{A0}00", "0:00"), (845, "14\u{A0}h\u{A0}05", "14:05"), (1439, "23\u{A0}h\u{A0}59", "23:59")])
    func `an hour is written as each language does`(minutes: Int, french: String, english: String) throws {
        let lexicon = try lexicon()

        #expect(lexicon[.french].hour(minutes: minutes) == french)
        #expect(lexicon[.english].hour(minutes: minutes) == english)
    }

    @Test(arguments: [
        (Duration.milliseconds(500), "1 seconde", "1 second"), (.milliseconds(1001), "2 secondes", "2 seconds"),
        (.zero, "0 seconde", "0 seconds"), (.seconds(60), "1 minute", "1 minute"), (.seconds(90), "90 secondes", "90 seconds"),
        (.minutes(90), "90 minutes", "90 minutes"), (.hours(1), "1 heure", "1 hour"), (.hours(24), "24 heures", "24 hours"),
        (.days(7), "7 jours", "7 days"),
    ])
    func `a duration is counted in its largest unit, one by one or by many`(duration: Duration, french: String, english: String) throws {
        let lexicon = try lexicon()

        #expect(lexicon[.french].duration(duration) == french.replacing(" ", with: "\u{A0}"))
        #expect(lexicon[.english].duration(duration) == english.replacing(" ", with: "\u{A0}"))
        #expect(lexicon[.french].days(1) == "1\u{A0}jour")
    }

    @Test(arguments: [
        ("", Language.french), ("fr-FR,fr;q=0.9,en;q=0.8", .french), ("en-GB,en;q=0.9", .english), ("en-US, en;q=0.9, fr;q=0.1", .french),
        ("de-DE", .french), ("EN", .english), ("de, en;q=0.5", .english), (",,;", .french),
    ])
    func `English is for those who name it and no French`(header: String, language: Language) {
        #expect(Language(acceptLanguage: header) == language)
    }

    private func lexicon() throws -> Lexicon {
        try Lexicon(directory: packageRoot + "/Resources/words")
    }
}
