import PerronDomain
import PerronSecrets

/// Addresses as an export has them: most in mainland France, some overseas, a few abroad; lines 2 to 6 and the country.
enum MadeUpAddress {
    static func draw(from random: any RandomSource) -> [RegistryColumn: String] {
        if random.number(below: 30) == 0 { return random.pick(from: abroad) }
        let house = "\(1 + random.number(below: 180))" + (random.number(below: 9) == 0 ? " BIS" : "")
        return [
            .address2: random.pick(from: complements), .address3: random.number(below: 6) == 0 ? random.pick(from: buildings) : "",
            .address4: "\(house) \(random.pick(from: streets))",
            .address6: random.number(below: 14) == 0 ? random.pick(from: overseas) : random.pick(from: towns), .country: "FR",
        ]
    }

    private static let complements = ["", "", "", "", "Appartement 4", "Étage 2", "Chez Mme Delmas", "Logement 17"]

    private static let buildings = ["Résidence du Parc", "Bâtiment C", "Entrée B", "Le Clos Fleuri", "Ehpad Les Cèdres"]

    private static let streets = [
        "RUE DE LA FONTAINE", "RUE DU MOULIN", "RUE JEAN JAURÈS", "AVENUE DES PYRÉNÉES", "BOULEVARD DE LA LIBERTÉ", "PLACE DU MARCHÉ",
        "CHEMIN DU LAVOIR", "IMPASSE DES CERISIERS", "ALLÉE DES CHÊNES", "ROUTE DE LA FORÊT", "QUAI DES BRUMES", "COURS DE L'YSER",
        "SQUARE DES ÉCOLES", "RUE DE L'ABBÉ GRÉGOIRE", "PASSAGE DU CADRAN", "RUE DES TROIS FRÈRES",
    ]

    private static let towns = [
        "87000 LIMOGES", "19100 BRIVE LA GAILLARDE", "44000 NANTES", "35000 RENNES", "33000 BORDEAUX", "31000 TOULOUSE", "69007 LYON",
        "13008 MARSEILLE", "59000 LILLE", "67000 STRASBOURG", "21000 DIJON", "37000 TOURS", "86000 POITIERS", "29000 QUIMPER",
        "64100 BAYONNE", "74000 ANNECY", "05000 GAP", "01000 BOURG EN BRESSE", "20200 BASTIA", "75020 PARIS", "50100 CHERBOURG EN COTENTIN",
    ]

    private static let overseas = [
        "97110 POINTE A PITRE", "97200 FORT DE FRANCE", "97300 CAYENNE", "97410 SAINT PIERRE", "97600 MAMOUDZOU", "98800 NOUMEA",
    ]

    private static let abroad: [[RegistryColumn: String]] = [
        [.address4: "RUE DE LA LOI 41", .address5: "1040 BRUXELLES", .address6: "BELGIQUE", .country: "BE"],
        [.address4: "AVENUE DE LA GARE 9", .address5: "1003 LAUSANNE", .address6: "SUISSE", .country: "CH"],
        [.address4: "RUA DAS FLORES 210", .address5: "4050-265 PORTO", .address6: "PORTUGAL", .country: "PT"],
        [.address4: "1250 RUE SHERBROOKE OUEST", .address5: "MONTREAL QC H3G 1H6", .address6: "CANADA", .country: "CA"],
        [.address4: "CALLE DE ALCALA 77", .address5: "28009 MADRID", .address6: "ESPAGNE", .country: "ES"],
    ]
}
