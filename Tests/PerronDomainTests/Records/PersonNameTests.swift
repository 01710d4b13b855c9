import PerronDomain
import Testing

struct PersonNameTests {
    @Test(arguments: [
        ("MOREAU", "Camille", "Camille Moreau"), ("DE LA TOUR", "Anne", "Anne De La Tour"), ("N'DIAYE", "Awa", "Awa N'Diaye"),
        ("N’DIAYE", "Awa", "Awa N’Diaye"), ("SAINT-MARTIN", "Paul", "Paul Saint-Martin"), ("O'NEILL", "Sean", "Sean O'Neill"),
        ("LEFÈVRE", "Henri Jean Louis", "Henri Lefèvre"), ("MOREAU", "Jean-Pierre Marie", "Jean-Pierre Moreau"), ("MOREAU", "", "Moreau"),
        ("", "Camille", "Camille"), ("D'ARC DE LYS", "Jeanne", "Jeanne D'Arc De Lys"),
    ])
    func `a member is greeted by the first given name and the family name`(family: String, given: String, greeting: String) {
        let name = PersonName(civility: nil, familyName: family, birthName: "", givenNames: given)

        #expect(name.greeting == greeting)
    }

    @Test func `a name does not print`() {
        #expect("\(PersonName(civility: .madam, familyName: "MOREAU", birthName: "", givenNames: "Camille"))" == "[name]")
    }
}
