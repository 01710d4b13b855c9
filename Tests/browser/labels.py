"""The labels that stand on the screens, in both languages, and how to look for one."""

import json
import re
from pathlib import Path

WORDS = Path(__file__).resolve().parents[2] / "Resources" / "words"

# The journey's labels as the fund's own guide prints them: on the French screens they stand word for word.
GUIDE = {
    "common.header.personalSpace": "Espace personnel",
    "account.signIn.forgotten": "Mot de passe oublié / Première connexion",
    "access.request.title": "Vous avez oublié votre mot de passe, ou il s'agit de votre première connexion ?",
    "access.role.legend": "Vous êtes un",
    "access.role.member": "Affilié",
    "access.role.survivor": "Ayant droit",
    "access.number.label": "Numéro de dossier",
    "access.robot.label": "Je ne suis pas un robot",
    "access.request.submit": "Réinitialiser le mot de passe",
    "access.request.signIn": "Aller à la page de connexion",
    "access.channel.submit": "Valider votre choix",
}


def words(language):
    """Every word of a language, by key."""
    return {key: text for file in sorted((WORDS / language).glob("*.json")) for key, text in json.loads(file.read_text()).items()}


class Labels:
    def __init__(self, language="fr"):
        self.language = language
        self._words = words(language)

    def __call__(self, key):
        """A pattern for the label: any space for a space, straight or curly apostrophes, anything for a {value}."""
        return re.compile("^" + pattern(self.text(key)))

    def text(self, key):
        return GUIDE[key] if self.language == "fr" and key in GUIDE else self._words[key]


def pattern(text):
    parts = re.split(r"(\s+|['’]|\{\w+\})", text)
    return "".join(r"\s+" if p.isspace() else "['’]" if p in ("'", "’") else ".*" if p.startswith("{") else literal(p) for p in parts)


def literal(text):
    """The browser reads the pattern as JavaScript does, where a slash would end it."""
    return re.escape(text).replace("/", r"\/")


def plain(text):
    """Text without the subtleties of typography, to compare by."""
    return re.sub(r"\s+", " ", text).replace("’", "'").strip()
