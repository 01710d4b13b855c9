"""Some of the people whose files the demo holds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    name: str
    number: str
    role: str
    birth: tuple
    email: str = ""


CAMILLE = Person("Camille Moreau", "2614073", "member", ("14", "03", "1988"), "camille.moreau@exemple.fr")
HENRI = Person("Henri Lefèvre", "1047382", "member", ("02", "11", "1941"))
SOFIA = Person("Sofia Da Costa", "304518267", "survivor", ("23", "06", "1957"), "sofia.dacosta@exemple.fr")
LINA = Person("Lina Bernard", "418203975", "survivor", ("19", "09", "2014"))
ODILE = Person("Odile Garnier", "1520946", "member", ("30", "01", "1950"), "odile.garnier@exemple.fr")
INES = Person("Inès Chevalier", "2075319", "member", ("05", "12", "1979"), "ines.chevalier@exemple.fr")

PASSWORD = "citron violet Quimper tournevis"
