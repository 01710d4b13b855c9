/// The columns of the fund's export. All of them are required: a column that is gone would empty that field in every file.
package enum RegistryColumn: Int, Sendable, CaseIterable {
    case number
    case category
    case situation
    case civility
    case familyName
    case birthName
    case givenNames
    case birthDate
    case address1
    case address2
    case address3
    case address4
    case address5
    case address6
    case country
    case email
    case telephone
    case lastSeen
    case diedOn
    case linkedNumber
    case representative

    /// As it stands in the header.
    package var name: String { Self.names[rawValue] }

    /// Where the column stands in the export's usual order, from 0.
    package var position: Int { rawValue }

    /// Nil for a column nobody here knows.
    package init?(name: String) {
        guard let position = Self.names.firstIndex(of: name) else { return nil }
        self.init(rawValue: position)
    }

    /// - Parameter index: 0 … 5.
    package static func address(_ index: Int) -> RegistryColumn {
        allCases[RegistryColumn.address1.rawValue + index]
    }

    private static let names = [
        "numero_dossier", "categorie", "situation", "civilite", "nom", "nom_naissance", "prenoms", "date_naissance",
        "adresse_1", "adresse_2", "adresse_3", "adresse_4", "adresse_5", "adresse_6", "pays", "courriel", "telephone",
        "derniere_connexion", "date_deces", "dossier_lie", "representant",
    ]
}
