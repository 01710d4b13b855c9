import PerronDomain
import PerronMember
import PerronPages
import Testing

@Suite struct `What a page says` {
    private let stand: Stand

    init() throws {
        stand = Stand(gallery: try Gallery(resources: Repository.root + "/Resources"), language: .french)
    }

    @Test func `the choice of the channel says the same whatever the file holds`() {
        let camille = channelPage("2614073")
        let henri = channelPage("1047382")

        #expect(camille.replacing("261\u{00A0}40\u{00A0}73", with: "…") == henri.replacing("104\u{00A0}73\u{00A0}82", with: "…"))
        #expect(camille.contains("une lettre part à la place"))
        #expect(!camille.contains("checked"))
    }

    private func channelPage(_ digits: String) -> String {
        ChannelPage(
            frame: stand.frame(.accessChannel), request: "a-signed-id", number: stand.number(digits), letterBy: stand.day("2026-11-30")
        ).document.text
    }

    @Test func `nine digits under « Affilié » are a question whose answer is a button`() throws {
        let page = SeriesQuestionPage(
            frame: stand.frame(.accessRequest), number: stand.number("304518267"), claimed: .member, carried: [.proof: "1,2,3"]
        ).document.text

        #expect(page.contains("name=\"reponse\" value=\"oui\">Oui, je suis ayant droit</button>"))
        #expect(page.contains("name=\"qualite\" value=\"ayant_droit\""))
        #expect(page.contains("name=\"preuve\" value=\"1,2,3\""))
    }

    @Test func `the follow-up names every latest day, the sender and the number in large`() throws {
        let page = try sheet("follow-up-email")

        for day in ["lundi 23 novembre 2026", "lundi 30 novembre 2026", "vendredi 4 décembre 2026", "mardi 8 décembre 2026"] {
            #expect(page.contains(day))
        }
        #expect(page.contains("ne-pas-repondre@carso.example"))
        #expect(page.contains("<span>K7QFM</span>\u{00A0}<span>2XD9R</span>"))
    }

    @Test func `an error keeps what was typed, but no password`() throws {
        let page = try sheet("choose-errors")

        #expect(page.contains("value=\"1914\""))
        #expect(page.contains("value=\"henri@exemple.fr\""))
        #expect(page.firstMatch(of: /type="password"[^>]*value=/) == nil)
        #expect(page.contains("Par sécurité, nous n’avons pas gardé le mot de passe"))
    }

    @Test func `an error stands in the summary, at the field, and in the tab's title`() throws {
        let page = try sheet("request-errors")

        let message = "Il manque un chiffre\u{00A0}: un numéro d’affilié en a\u{00A0}7, celui-ci en a\u{00A0}6."
        #expect(page.count(of: message) == 2)
        #expect(page.contains("<a href=\"#numero\">\(message)</a>"))
        #expect(page.contains("aria-describedby=\"numero-erreur numero-aide\" aria-invalid=\"true\""))
        #expect(page.contains("<title>À corriger"))
    }

    @Test func `addresses in the personal space are masked until asked for`() throws {
        let page = try sheet("space")

        #expect(page.contains("<span class=\"masked\">c•••@e•••.fr</span>"))
        #expect(page.contains("<div class=\"revealed\">camille.moreau@exemple.fr</div></details>"))
        #expect(!page.contains("<details open"))
    }

    @Test func `what is shown can be masked again, and the word says which it does`() throws {
        let page = try sheet("space")

        for (state, word) in [("closed", "Montrer"), ("open", "Masquer")] {
            let spoken = "<span class=\"unseen\">\(word)\u{00A0}: Adresse postale</span></span>"
            #expect(page.contains("<span class=\"reveal-word when-\(state)\"><span aria-hidden=\"true\">\(word)</span>\(spoken)"))
        }
    }

    @Test func `an address that waits to be confirmed isn't called missing too`() throws {
        let page = try sheet("space-opened")

        #expect(page.contains("h•••@e•••.fr, à confirmer. D’ici là, vos mots de passe provisoires vous parviennent par lettre."))
        #expect(!page.contains(stand.words("account.space.file.email.none")))
    }

    @Test func `the wait for a letter is over when its last day has passed where the reader may live`() {
        let expected = ExpectedArrival(
            channel: .letter, askedDay: stand.day("2026-11-23"), askedMinutes: 0, emailDay: stand.day("2026-11-23"), emailMinutes: 0,
            postedOn: stand.day("2026-11-24"),
            mainlandBy: stand.day("2026-11-30"), overseasBy: stand.day("2026-12-04"), abroadBy: stand.day("2026-12-08"))

        #expect(expected.lateness(on: stand.day("2026-11-30")) == .none)
        #expect(expected.lateness(on: stand.day("2026-12-01")) == .mainland)
        #expect(expected.lateness(on: stand.day("2026-12-08")) == .mainland)
        #expect(expected.lateness(on: stand.day("2026-12-09")) == .everywhere)
    }

    @Test func `what to do if nothing comes goes with the channel`() throws {
        #expect(try sheet("follow-up-email").contains("<li>Passé l’heure indiquée, regardez dans les indésirables"))
        #expect(try sheet("follow-up-letter").contains("<li>Attendez le dernier jour indiqué ci-dessus"))
    }

    @Test func `whoever comes by a link is told to look at the whole beginning of the address before the form`() throws {
        let page = try sheet("code")

        let warning = try #require(page.firstRange(of: "elle doit commencer par https://espace.carso.example/, barre comprise."))
        let form = try #require(page.firstRange(of: "action=\"/acces/code\""))
        #expect(warning.upperBound < form.lowerBound)
    }

    @Test func `hours aren't broken over two lines`() throws {
        #expect(try sheet("public").contains("<p>Du lundi au vendredi, de 9\u{00A0}h à 17\u{00A0}h</p>"))
    }

    @Test func `what stands in the settings is what the pages say`() {
        var limits = Limits()
        limits.access.formerSiteCutOff = stand.day("2024-09-01")
        limits.registry.newAddressDays = 1
        let visitor = PageFrame(
            words: stand.words, fund: stand.gallery.fund, limits: limits, assets: stand.gallery.catalog.paths, csrf: "", route: .signIn,
            visitor: .member(name: "Camille Moreau", secondsLeft: 1800))
        let space = MemberSpace(
            record: stand.record("2614073", .contributing, "MOREAU", "Camille", email: nil), email: nil, signIns: [],
            passwordChosenOn: stand.day("2026-11-23"), news: .emailConfirmed)

        for page in [SignInPage(frame: visitor).document.text, HelpPage(frame: visitor).document.text] {
            #expect(page.contains("avant septembre 2024") && !page.contains("mars 2021"))
        }
        #expect(MemberSpacePage(frame: visitor, space: space).document.text.contains("ne pourra y être envoyé que dans 1\u{00A0}jour."))
    }

    private func sheet(_ name: String) throws -> String {
        try #require(stand.gallery.sheets(.french).first { $0.name == name }).page.document.text
    }
}
