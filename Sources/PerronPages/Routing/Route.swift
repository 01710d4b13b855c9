import HTTPTypes

/// Every address of the member's site. The same value registers a route and prints its link, so a dead link doesn't compile; where a form
/// says which page to come back to, only these values are believed.
package enum Route: String, CaseIterable, Sendable {
    case home = "/"
    case signIn = "/connexion"
    case accessRequest = "/acces"
    case accessChannel = "/acces/envoi"
    case followUp = "/acces/suivi"
    case codeLanding = "/acces/code"
    case renewAccess = "/acces/renouveler"
    case choosePassword = "/mot-de-passe"
    case passwordStrength = "/mot-de-passe/force"
    case memberSpace = "/espace"
    case changePassword = "/espace/mot-de-passe"
    case confirmEmail = "/espace/courriel"
    case giveEmail = "/espace/courriel/ajouter"
    case resendEmailCode = "/espace/courriel/renvoyer"
    case keepSession = "/espace/prolonger"
    case signOut = "/deconnexion"
    case signOutEverywhere = "/deconnexion/partout"
    case language = "/langue"
    case help = "/aide"
    case accessibility = "/accessibilite"
    case privacy = "/confidentialite"
    /// Only in the demo.
    case demoMailbox = "/demo/boite"

    package var path: String { rawValue }

    /// Where the language switch leads back to: pages that a plain GET can show. Others fall back to the public page.
    package var returnTarget: Route {
        switch self {
        case .home, .signIn, .accessRequest, .accessChannel, .followUp, .codeLanding, .choosePassword, .memberSpace, .changePassword,
            .confirmEmail, .giveEmail, .help, .accessibility, .privacy, .demoMailbox:
            self
        case .resendEmailCode:
            .confirmEmail
        case .renewAccess, .passwordStrength, .keepSession, .signOut, .signOutEverywhere, .language:
            .home
        }
    }

    /// What a browser may do with it.
    package var methods: [HTTPRequest.Method] {
        switch self {
        case .home, .memberSpace, .help, .accessibility, .privacy, .demoMailbox: [.get]
        case .signIn, .accessRequest, .accessChannel, .followUp, .codeLanding, .choosePassword, .changePassword, .confirmEmail, .giveEmail:
            [.get, .post]
        case .resendEmailCode, .renewAccess, .passwordStrength, .keepSession, .signOut, .signOutEverywhere, .language: [.post]
        }
    }
}
