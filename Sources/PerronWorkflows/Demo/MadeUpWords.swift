/// What made-up people are called.
enum MadeUpWords {
    static let familyNames = [
        "ABADIE", "AUBRY", "BAILLY", "BARBIER", "BÉRARD", "BESSON", "BLANCHARD", "BOUVIER", "BRETON", "CARPENTIER", "CHARRIER", "COLLET",
        "COULIBALY", "CRÉPIN", "D'HAUTEVILLE", "DE LA ROCHE", "DELMAS", "DIALLO", "DUMAS", "DUPRÉ", "ESTÈVE", "FERNANDES", "FORESTIER",
        "GAILLARD", "GIRAUD", "GUÉRIN", "HAMEL", "HAMIDI", "HERVÉ", "IMBERT", "JACQUET", "JOLY", "KACI", "KELLER", "KLEIN", "LACROIX",
        "LAMOTTE", "LE BIHAN", "LE ROUX", "LEMOINE", "MAILLARD", "MALLET", "MARÉCHAL", "MENDÈS", "MEUNIER", "NAVARRO", "NGUYEN", "NOËL",
        "OLIVIER", "PAGÈS", "PÉREZ", "POIRIER", "PRÉVOST", "QUÉMÉNER", "RAYNAL", "RENAUD", "ROCHER", "ROY", "SAINT-JEAN", "SANTOS",
        "SCHMITT", "SÉGUIN", "SYLLA", "TESSIER", "TIXIER", "TRAN", "VALETTE", "VASSEUR", "VIDAL", "WEBER", "YILMAZ", "ZIMMERMANN",
    ]

    static let women = [
        "Adèle", "Alice", "Amina", "Anne-Laure", "Béatrice", "Brigitte", "Cécile", "Chantal", "Clémence", "Danièle", "Delphine", "Élodie",
        "Émilie", "Fatou", "Florence", "Gaëlle", "Geneviève", "Hélène", "Irène", "Jeanne", "Josiane", "Laure", "Léa", "Lucie", "Maïté",
        "Manon", "Marie-Christine", "Mélanie", "Monique", "Nadia", "Odette", "Pauline", "Rosalie", "Sandrine", "Simone", "Solène",
        "Valérie", "Véronique", "Yasmine", "Yvette",
    ]

    static let men = [
        "Adrien", "Alassane", "Antoine", "Arnaud", "Bastien", "Bernard", "Cédric", "Christophe", "Clément", "Didier", "Éric", "Étienne",
        "Fabrice", "Frédéric", "Gérard", "Grégoire", "Guy", "Hugo", "Jean-Luc", "Jérémie", "Joseph", "Julien", "Laurent", "Léon",
        "Lucien", "Malik", "Marcel", "Matthieu", "Maxime", "Nicolas", "Olivier", "Pascal", "Raphaël", "Sébastien", "Thibault", "Yann",
    ]

    static let representatives = ["TUTELLE", "CURATELLE", "HABILITATION_FAMILIALE"]

    static let mailDomains = ["exemple.fr", "courrier.example", "messagerie.example", "lettres.example"]
}
