"""What must have happened before a page can be seen: each function walks there by the site's own screens. Its cookies
are kept for the run, so that every check starts from there without walking again."""

from journey import Journey
from cast import CAMILLE, HENRI, INES, LINA, ODILE, PASSWORD, SOFIA


def requested(journey):
    journey.to_request()
    journey.request("member", "1999999")
    journey.stands_at("/acces/envoi")


def asked_by_email(journey):
    requested(journey)
    journey.ask_for("email")


def asked_by_letter(journey):
    # Two parts of the mailbox at once: the e-mails of the other states are there too.
    journey.ask(INES, "letter")
    journey.code(INES, "letter")


def code_typed(journey):
    journey.ask(SOFIA, "email")
    journey.sign_in(SOFIA.number, journey.code(SOFIA, "email"))
    journey.stands_at("/mot-de-passe")


def letter_code_typed(journey):
    journey.ask(HENRI, "letter")
    journey.sign_in(HENRI.number, journey.code(HENRI, "letter"))
    journey.stands_at("/mot-de-passe")


def signed_in(journey):
    journey.open_space(CAMILLE, "email")


def signed_in_with_two_files(journey):
    journey.open_space(ODILE, "email")


def email_given(journey):
    journey.ask(LINA, "letter")
    journey.sign_in(LINA.number, journey.code(LINA, "letter"))
    journey.choose_password(LINA.birth, PASSWORD, email="lina.bernard@exemple.fr")
    journey.stands_at("/espace")


class Walks:
    """Walks to each state once and keeps its cookies."""

    def __init__(self, browser, site):
        self._browser, self._site, self._kept = browser, site, {}

    def cookies(self, state):
        if state is None:
            return None
        if state not in self._kept:
            self._kept[state] = self._walk(state)
        if isinstance(self._kept[state], Exception):
            raise AssertionError(f"the way to “{state.__name__}” is blocked") from self._kept[state]
        return self._kept[state]

    def _walk(self, state):
        context = self._browser.new_context(locale="fr-FR", timezone_id="Europe/Paris")
        context.set_default_timeout(15_000)
        try:
            state(Journey(context.new_page(), self._site))
            return context.storage_state()
        except Exception as error:
            return error
        finally:
            context.close()
