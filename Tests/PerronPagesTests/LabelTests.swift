import PerronDomain
import PerronMember
import PerronPages
import Testing

/// The labels of the fund's own guide stand on the screens word for word, in French typography.
@Suite struct `The guide's labels` {
    private func page(_ name: String) throws -> String {
        let sheets = try Gallery(resources: Repository.root + "/Resources").sheets(.french)
        return try #require(sheets.first { $0.name == name }).page.document.text
    }

    @Test func `« Espace personnel » stands at the top right of the public page`() throws {
        #expect(try page("public").contains("<nav><a class=\"space-link\" href=\"/connexion\">Espace personnel</a></nav>"))
    }

    @Test func `« Mot de passe oublié / Première connexion » leads from the sign-in page to the request page`() throws {
        #expect(try page("sign-in").contains("href=\"/acces\">Mot de passe oublié / Première connexion</a>"))
    }

    @Test func `the request page carries the guide's question, fields and buttons`() throws {
        let request = try page("request")

        #expect(
            request.contains(
                "<h1>Vous avez oublié votre mot de passe, ou il s’agit de votre première connexion\u{202F}?</h1>"))
        #expect(request.contains("<legend>Vous êtes un</legend>"))
        #expect(request.contains(">Affilié</label>"))
        #expect(request.contains(">Ayant droit</label>"))
        #expect(request.contains("<label for=\"numero\">Numéro de dossier</label>"))
        #expect(request.contains("<label for=\"robot\">Je ne suis pas un robot</label>"))
        #expect(request.contains("<button class=\"button primary\">Réinitialiser le mot de passe</button>"))
        #expect(request.contains("href=\"/connexion\">Aller à la page de connexion</a>"))
    }

    @Test(arguments: [
        "cotisant", "rente d’invalidité", "retraite personnelle", "cumul emploi-retraite", "réversion", "rente de survie",
        "rente d’éducation",
    ])
    func `every situation stands under its choice`(situation: String) throws {
        #expect(try page("request").contains(situation))
    }

    @Test func `« Valider votre choix » closes the choice of the channel`() throws {
        #expect(try page("channel").contains("<button class=\"button primary\">Valider votre choix</button>"))
    }

    @Test(arguments: ["sign-in", "sign-in-wrong", "request", "request-errors"])
    func `everyone is told about accounts from before March 2021`(name: String) throws {
        #expect(try page(name).contains("Votre dernière visite date d’avant mars 2021\u{202F}?"))
    }
}
