/// The names of form fields, shared by the pages that print them and the forms that read them; also the fields' `id`s.
package enum FormField: String, CaseIterable, Sendable {
    /// The token that shows a form came from our own page.
    case csrf = "jeton"
    case number = "numero"
    case password = "mot_de_passe"
    case currentPassword = "mot_de_passe_actuel"
    /// `Role` in French: `affilie` or `ayant_droit`, see `Role.formValue`.
    case role = "qualite"
    /// `courriel` or `courrier`, see `AccessChannel.formValue`.
    case channel = "canal"
    case birthDay = "jour"
    case birthMonth = "mois"
    case birthYear = "annee"
    case email = "courriel"
    case followUp = "suivi"
    /// The ticked box; without it no proof counts.
    case robot = "robot"
    case challenge = "defi"
    /// The worked-out nonces, joined by commas.
    case proof = "preuve"
    /// What a third party's widget gave, where the fund chose one.
    case robotToken = "temoin"
    /// What we signed once that third party had vouched.
    case robotPass = "laissez_passer"
    /// The signed ticket that replaces the proof where there is no JavaScript.
    case slowTicket = "ticket"
    /// The answer to the question about the number's length, see `SeriesAnswer`.
    case answer = "reponse"
    /// The code sent to an e-mail address that a member gave.
    case emailCode = "code"
    /// The signed id of a code that ran out, for asking anew in one click.
    case renewal = "renouvellement"
    /// The signed id of the request that « Valider votre choix » stands under: another tab may have begun another one.
    case request = "demande"
    /// The signed id of the code for which a password is being chosen.
    case choosing = "choix"
    case language = "langue"
    case returnRoute = "retour"
}

/// What the two buttons under the question about the number's length send.
package enum SeriesAnswer: String, Sendable {
    case yes = "oui"
    case correct = "corriger"
}
