import Testing

struct WordsRuleTests {
    @Test func `every word that the code names exists in both languages`() throws {
        let missing = try WordsRule(.shared).missing

        #expect(missing == [])
    }

    @Test func `no word is left that nothing names`() throws {
        let unused = try WordsRule(.shared).unused

        #expect(unused == [])
    }

    @Test func `both languages have the same words with the same values in them`() throws {
        let rule = try WordsRule(.shared)

        #expect(rule.lopsided == [])
        #expect(rule.unlike == [])
        #expect(Set(rule.sentences.keys) == ["fr", "en"])
        #expect(rule.used.count > 200)
    }

    @Test func `a missing, an unused, a lopsided and an unlike word are found`() {
        let file = SwiftFile(#"let a = [words("site.title"), words("site.gone"), words("site.day.\(number)"), words("site.none.\(x).y")]"#)
        let rule = WordsRule(
            sentences: [
                "fr": ["site.title": "Titre {name}", "site.day.1": "lundi", "site.old": "vieux", "site.half": "moitié"],
                "en": ["site.title": "Title {names}", "site.day.1": "Monday", "site.old": "old"],
            ], areas: ["site"], files: [file])

        #expect(rule.missing.map { $0.split(separator: " ").last } == ["site.gone", "site.none.….y"])
        #expect(rule.unused == ["site.half", "site.old"])
        #expect(rule.lopsided == ["en: site.half"])
        #expect(rule.unlike == ["site.title"])
    }

    @Test func `a text that only looks like a key is none`() {
        let file = SwiftFile(#"let a = ["site", "site.", "site.\(x)", "site.css and more", "other.title", "https://site.example"]"#)

        #expect(WordsRule(sentences: [:], areas: ["site"], files: [file]).used.isEmpty)
    }
}
