import PerronDomain
import Testing

struct PersonNameTests {
    @Test(arguments: [
        ("MOREAU", "Camille", "Camille Moreau"), ("DE LA TOUR", "Anne", "Anne de La Tour"), ("N'DIAYE", "Awa", "Awa N'Diaye"),
        ("N’DIAYE", "Awa", "Awa N’Diaye"), ("SAINT-MARTIN", "Paul", "Paul Saint-Martin"), ("O'NEILL", "Sean", "Sean O'Neill"),
        ("LEFÈVRE", "Henri Jean Louis", "Henri Lefèvre"), ("MOREAU", "Jean-Pierre Marie", "Jean-Pierre Moreau"), ("MOREAU", "", "Moreau"),
        ("", "Camille", "Camille"), ("D'ARC DE LYS", "Jeanne", "Jeanne d'Arc de Lys"),
        ("D’ARC", "JEANNE", "Jeanne d’Arc"), ("DA COSTA", "Sofia", "Sofia Da Costa"), ("LE GOFF", "YANN", "Yann Le Goff"),
        ("LE GOFF", "", "Le Goff"), ("DE LA TOUR", "", "De La Tour"), ("DU BOIS", "Luc", "Luc Du Bois"),
        ("DES PRÉS", "Luc", "Luc Des Prés"),
        ("VAN DEN BERG", "Jan", "Jan Van Den Berg"), ("DE", "Xi", "Xi De"), ("L'HERMITE", "Paul", "Paul L'Hermite"),
        ("van den Berg", "JAN", "Jan van den Berg"), ("McDonald", "Ann", "Ann McDonald"), ("MOREAU", "JEAN-PIERRE", "Jean-Pierre Moreau"),
        ("MOREAU", "ÉLODIE ANNE", "Élodie Moreau"), ("MARTIN DE BOISVERT", "Luc", "Luc Martin de Boisvert"),
    ])
    func `a member is greeted by the first given name and the family name`(family: String, given: String, greeting: String) {
        let name = PersonName(civility: nil, familyName: family, birthName: "", givenNames: given)

        #expect(name.greeting == greeting)
    }

    @Test func `a name does not print`() {
        #expect("\(PersonName(civility: .madam, familyName: "MOREAU", birthName: "", givenNames: "Camille"))" == "[name]")
    }
}
