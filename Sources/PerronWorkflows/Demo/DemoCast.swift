import PerronDomain

/// The people who stand for everybody in the demo, the tests and the pictures, as rows of an export. None of them exists; their
/// telephone numbers are of the range that ARCEP keeps free for fiction (06 39 98).
package enum DemoCast {
    package static let rows: [[RegistryColumn: String]] = [
        row(
            "2614073", "COTISANT", "MME", "MOREAU", "Camille", "14/03/1988",
            ["APPARTEMENT 12", "", "8 RUE DES TILLEULS", "", "87000 LIMOGES"],
            [.email: "camille.moreau@exemple.fr", .telephone: "06 39 98 00 01", .lastSeen: "03/05/2024"]),
        row(
            "1047382", "RETRAITE", "M", "LEFÈVRE", "Henri", "02/11/1941", ["", "", "14 BIS QUAI DE LA LOIRE", "", "44000 NANTES"], [:]),
        row(
            "304518267", "REVERSION", "MME", "DA COSTA", "Sofia", "23/06/1957",
            ["", "BATIMENT B", "31 AVENUE DE LA GARE", "", "69003 LYON"],
            [.birthName: "FERREIRA", .email: "sofia.dacosta@exemple.fr", .telephone: "06 39 98 00 03"]),
        row(
            "418203975", "RENTE_EDUCATION", "MME", "BERNARD", "Lina", "19/09/2014", ["", "", "5 IMPASSE DES LILAS", "", "35000 RENNES"],
            [.linkedNumber: "2387164", .representative: "RESPONSABLE_LEGAL"]),
        odile("1520946", "RETRAITE", linked: "327604158"),
        odile("327604158", "REVERSION", linked: "1520946"),
        row(
            "1183057", "RETRAITE", "M", "FAURE", "René", "08/05/1936", ["", "", "27 RUE PASTEUR", "", "63000 CLERMONT FERRAND"],
            [.email: "rene.faure@exemple.fr", .diedOn: "12/02/2025"]),
        row(
            "2075319", "COTISANT", "MME", "CHEVALIER", "Inès", "05/12/1979", ["", "", "102 COURS GAMBETTA", "", "34000 MONTPELLIER"],
            [.email: "ines.chevalier@exemple.fr", .telephone: "06 39 98 00 08", .lastSeen: "17/10/2019"]),
        roussel("1396425", "RETRAITE", "M", "Paul", "11/04/1954"),
        roussel("1396537", "CUMUL", "MME", "Anne", "27/08/1956"),
    ]

    /// Lina's mother, to whose file hers is linked.
    package static let guardian = row(
        "2387164", "COTISANT", "MME", "BERNARD", "Claire", "21/01/1985", ["", "", "5 IMPASSE DES LILAS", "", "35000 RENNES"],
        [.birthName: "LE GOFF", .email: "claire.bernard@exemple.fr"])

    private static func odile(_ number: String, _ situation: String, linked: String) -> [RegistryColumn: String] {
        row(
            number, situation, "MME", "GARNIER", "Odile", "30/01/1950", ["", "", "3 PLACE DE L'EGLISE", "", "21000 DIJON"],
            [.birthName: "PETIT", .email: "odile.garnier@exemple.fr", .linkedNumber: linked])
    }

    private static func roussel(
        _ number: String, _ situation: String, _ civility: String, _ givenName: String, _ birthDate: String
    ) -> [RegistryColumn: String] {
        row(
            number, situation, civility, "ROUSSEL", givenName, birthDate, ["", "", "19 CHEMIN DES VIGNES", "", "33000 BORDEAUX"],
            [.birthName: civility == "M" ? "ROUSSEL" : "MERCIER", .email: "roussel@exemple.fr"])
    }

    private static func row(
        _ number: String, _ situation: String, _ civility: String, _ familyName: String, _ givenName: String, _ birthDate: String,
        _ address: [String], _ more: [RegistryColumn: String]
    ) -> [RegistryColumn: String] {
        var row: [RegistryColumn: String] = [
            .number: number, .category: number.count == 7 ? "AFFILIE" : "AYANT_DROIT", .situation: situation, .civility: civility,
            .familyName: familyName, .birthName: familyName, .givenNames: givenName, .birthDate: birthDate,
            .address1: "\(civility) \(givenName) \(familyName)", .country: "FR",
        ]
        for (index, line) in address.enumerated() { row[.address(index + 1)] = line }
        return row.merging(more) { $1 }
    }
}
