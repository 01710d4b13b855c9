"""Writes a made-up export of a registry to stdout, some of its rows broken as real exports are; --truth FILE lists them."""

import argparse, random, sys

HEADER = ["numero_dossier", "categorie", "situation", "civilite", "nom", "nom_naissance", "prenoms", "date_naissance", "adresse_1",
          "adresse_2", "adresse_3", "adresse_4", "adresse_5", "adresse_6", "pays", "courriel", "telephone", "derniere_connexion",
          "date_deces", "dossier_lie", "representant"]
NAMES = ["ABADIE", "BÉRARD", "COULIBALY", "D'HAUTEVILLE", "DE LA ROCHE", "ESTÈVE", "GUÉRIN", "LE BIHAN", "MENDÈS", "NOËL", "SAINT-JEAN", "VIDAL"]
GIVEN = [("MME", "Adèle"), ("MME", "Hélène"), ("MME", "Marie-Christine"), ("MME", "Yvette"), ("M", "Étienne"), ("M", "Jean-Luc"), ("M", "Raphaël")]
STREETS = ["RUE DE LA FONTAINE", "RUE JEAN JAURÈS", "PLACE DU MARCHÉ", "ALLÉE DES CHÊNES", "CHEMIN DU LAVOIR"]
TOWNS = ["87000 LIMOGES", "44000 NANTES", "35000 RENNES", "97410 SAINT PIERRE", "97200 FORT DE FRANCE"]
MEMBER, SURVIVOR = ["COTISANT", "RETRAITE", "CUMUL", "RENTE_INVALIDITE"], ["REVERSION", "RENTE_SURVIE", "RENTE_EDUCATION"]
KINDS = {"spaced": "numero_dossier", "short": "numero_dossier", "contradiction": "categorie", "duplicate": "numero_dossier",
         "nodate": "date_naissance", "longline": "adresse_4", "situation": "situation", "mail": "courriel", "missing": "", "quote": "",
         "nul": "nom", "encoding": ""}


def person(rng, taken):
    member = rng.random() < 0.8
    while True:
        number = str(rng.randrange(10**6, 10**7) if member else rng.randrange(10**8, 10**9))
        if number not in taken:
            break
    taken.add(number)
    (civility, given), name = rng.choice(GIVEN), rng.choice(NAMES)
    mail = f"dossier{number}@exemple.fr" if rng.random() < 0.6 else ""
    born = f"{rng.randrange(1, 29):02}/{rng.randrange(1, 13):02}/{rng.randrange(1930, 2000)}"
    return [number, "AFFILIE" if member else "AYANT_DROIT", rng.choice(MEMBER if member else SURVIVOR), civility, name, name, given, born,
            f"{civility} {given} {name}", "", "", f"{rng.randrange(1, 200)} {rng.choice(STREETS)}", "", rng.choice(TOWNS), "FR", mail,
            "06 39 98 00 00", "", "", "", ""]


def spoil(row, kind, earlier):
    if kind == "spaced": row[0] = row[0][:2] + " " + row[0][2:]
    elif kind == "short": row[0] = row[0][1:]
    elif kind == "contradiction": row[1] = "AYANT_DROIT" if row[1] == "AFFILIE" else "AFFILIE"
    elif kind == "duplicate": row[0:3] = earlier
    elif kind == "nodate": row[7] = "31/04/1970"
    elif kind == "longline": row[11] = "128 RUE DE L'ANCIENNE GARE DES MARCHANDISES"
    elif kind == "situation": row[2] = "EN ATTENTE"
    elif kind == "mail": row[15] = "sans.arobase.exemple.fr"
    elif kind == "missing": del row[9:]
    elif kind == "nul": row[4] = "N\0UL"
    elif kind == "encoding": row[6] = "Hélène"


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=1000)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--faults", type=float, default=0.0)
    options.add_argument("--encoding", default="utf-8", choices=["utf-8", "cp1252"])
    options.add_argument("--bom", action="store_true")
    options.add_argument("--truth", default="/dev/null")
    asked = options.parse_args()
    rng, taken, earlier, out = random.Random(asked.seed), set(), None, sys.stdout.buffer
    kinds = [kind for kind in KINDS if kind != "encoding" or asked.encoding == "utf-8"]
    if asked.bom:
        out.write(b"\xef\xbb\xbf")
    out.write((";".join(HEADER) + "\r\n").encode(asked.encoding))
    with open(asked.truth, "w") as truth:
        for line in range(2, asked.rows + 2):
            row = person(rng, taken)
            kind = rng.choice(kinds) if earlier and rng.random() < asked.faults else None
            if kind:
                spoil(row, kind, earlier)
                truth.write(f"{line};{KINDS[kind]};{kind}\n")
            else:
                earlier = row[0:3]
            text = ";".join(row)
            if kind == "quote":
                text = text.replace(";", ';"', 1)
            out.write(text.encode("cp1252" if kind == "encoding" else asked.encoding) + b"\r\n")


main()
