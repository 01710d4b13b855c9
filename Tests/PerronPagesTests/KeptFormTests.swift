import PerronDomain
import PerronPages
import Testing

struct KeptFormTests {
    @Test func `of a password it is kept that there was one, of a birth date nothing beyond the session`() {
        let form = Form(values: [
            "mot_de_passe": "menthe tunnel", "mot_de_passe_actuel": "lavande", "jour": "14", "mois": "03", "annee": "1988",
            "courriel": "camille@exemple.fr", "jeton": "1.AAAA", "langue": "en", "choix": "x", "courriel2": "y",
        ])

        let kept = KeptForm(form, on: .choosePassword, file: FileNumber(exactly: "2614073".utf8))

        let text = String(decoding: kept.bytes, as: UTF8.self)
        for secret in ["menthe", "lavande", "1988", "AAAA"] { #expect(!text.contains(secret)) }
        #expect(kept.form[.email] == "camille@exemple.fr")
        #expect(kept.form[.password] == "•")
        #expect(kept.form[.language] == "")
        #expect(kept.form[.choosing] == "")
    }

    @Test func `what is too long for a cookie is left out`() {
        let form = Form(values: ["courriel": String(repeating: "a", count: 301), "numero": "2614073"])

        let kept = KeptForm(form, on: .giveEmail, file: nil)

        #expect(kept.form[.email] == "")
        #expect(kept.form[.number] == "2614073")
    }
}
