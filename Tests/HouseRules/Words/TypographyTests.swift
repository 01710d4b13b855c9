import Testing

struct TypographyTests {
    @Test func `every French word is set as the Imprimerie nationale sets it`() throws {
        let words = try #require(try WordsRule(.shared).sentences["fr"])

        let faults = words.flatMap { key, sentence in TypographyRule.faults(sentence).map { "\(key): \($0)" } }.sorted()

        #expect(faults == [])
    }

    @Test func `no French title breaks at a hyphen`() throws {
        let words = try #require(try WordsRule(.shared).sentences["fr"])

        let broken = words.filter { key, title in
            key.split(separator: ".").contains { $0.hasPrefix("title") } && !key.hasPrefix("letter.") && !key.hasPrefix("mail.")
                && TypographyRule.breaks(inTitle: title)
        }

        #expect(broken.keys.sorted() == [])
        #expect(TypographyRule.breaks(inTitle: "êtes-vous") && !TypographyRule.breaks(inTitle: "êtes\u{2011}vous"))
    }

    @Test func `English words have typographic apostrophes too`() throws {
        let words = try #require(try WordsRule(.shared).sentences["en"])

        #expect(words.filter { $0.value.contains("'") || $0.value.contains("\"") }.map(\.key).sorted() == [])
    }

    @Test(arguments: [
        "l'adresse", "Pourquoi ?", "Pourquoi?", "Attention !", "un ; deux", "Note :", "Note: x", "« oui »", "Attendez...", "a  b",
        "\u{A0} x", "400 %", "à 9 h", "Valable {hours} h, jusqu’au",
    ])
    func `a fault is found`(sentence: String) {
        #expect(!TypographyRule.faults(sentence).isEmpty)
    }

    @Test(arguments: [
        "l’adresse", "Pourquoi\u{202F}?", "Quoi\u{202F}?!", "Note\u{A0}: https://espace.example à 14:05", "«\u{A0}oui\u{A0}»", "Attendez…",
        "a, b.", "400\u{202F}%", "9\u{A0}h", "9 heures", "2 hommes",
    ])
    func `what is right is left alone`(sentence: String) {
        #expect(TypographyRule.faults(sentence) == [])
    }
}
