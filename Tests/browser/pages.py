"""Every page of the site and how to get there. A page that isn't listed here is found by the route it stands at
(test_every_page.py), since whatever a page is asked, every page is asked."""

import random
import re
from dataclasses import dataclass
from typing import Callable, Optional

import states
from labels import GUIDE, words

FRENCH = words("fr") | GUIDE


@dataclass(frozen=True)
class Page:
    name: str
    # The route, as `perron routes` prints it; opened as it is, unless `arrive` begins at another path.
    path: str
    # Labels, by their keys, that must be there without script too.
    fields: tuple = ()
    buttons: tuple = ()
    # What came before, in states.py: who is signed in, which request is under way.
    state: Optional[Callable] = None
    # How to get from the state to the page, where opening its path isn't all.
    arrive: Optional[Callable] = None
    begins: Optional[str] = None
    # What the page is answered with.
    status: int = 200
    # What an e-mail or a letter says stays in its own language.
    translated: bool = True

    @property
    def opened(self):
        return self.begins or self.path

    def stands_at(self, path):
        return re.fullmatch(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(self.path)), path) is not None


# Steps inside a page, given a Journey that stands at the page's path.


def send(key):
    return lambda journey: journey.press(key)


def _without_number(journey):
    journey.press("access.request.submit")


def _nine_digits_as_member(journey):
    journey.fill_in_request("member", "304518267")
    _wait_out(journey)
    journey.press("access.request.submit")
    _wait_for_question(journey)


def _seven_digits_as_survivor(journey):
    journey.fill_in_request("survivor", "2614073")
    _wait_out(journey)
    journey.press("access.request.submit")
    _wait_for_question(journey)


def _wait_for_question(journey):
    # The form leaves only once the robot check is worked out.
    journey.page.get_by_role("button", name=journey.label("access.series.correct")).wait_for()


def _wait_out(journey):
    if not journey.script:
        journey.page.wait_for_timeout(journey.slow_seconds() * 1000 + 200)


def _wrong_password(journey):
    # Another number each time: this page is about one mistake, not about many.
    journey.sign_in(str(random.randint(1000000, 1999999)), "ce n’est pas le bon mot")


def _unknown_follow_up(journey):
    journey.field("access.followUp.ask.label").fill("0000000000")
    journey.press("access.followUp.ask.submit")


def _short_password(journey):
    journey.page.locator("input[type=password]").fill("court")
    journey.press("account.choose.submit")


def _first(selector):
    return lambda journey: journey.page.locator(selector).first.click()


SIGN_IN = dict(fields=("access.number.label", "account.signIn.password"), buttons=("account.signIn.submit", "account.signIn.forgotten"))
REQUEST = dict(
    fields=("access.role.member", "access.role.survivor", "access.number.label", "access.robot.label"),
    buttons=("access.request.submit", "access.request.signIn"),
)
CHANNEL = dict(fields=("access.channel.email", "access.channel.letter"), buttons=("access.channel.submit",))
CHOOSE = dict(
    fields=("common.date.day", "common.date.month", "common.date.year", "account.choose.password"), buttons=("account.choose.submit",)
)

PAGES = [
    Page("public page", "/", buttons=("common.header.personalSpace", "site.public.signIn")),
    Page("sign-in", "/connexion", **SIGN_IN),
    Page("sign-in, wrong password", "/connexion", arrive=_wrong_password, status=422, **SIGN_IN),
    Page("sign-in, empty", "/connexion", arrive=send("account.signIn.submit"), status=422, **SIGN_IN),
    Page("request", "/acces", **REQUEST),
    Page("request, empty", "/acces", arrive=_without_number, status=422, **REQUEST),
    Page("request, nine digits as member", "/acces", arrive=_nine_digits_as_member, status=422, buttons=("access.series.yes.nine", "access.series.correct")),
    Page("request, seven digits as survivor", "/acces", arrive=_seven_digits_as_survivor, status=422, buttons=("access.series.yes.seven", "access.series.correct")),
    Page("channel", "/acces/envoi", state=states.requested, **CHANNEL),
    Page("channel, none chosen", "/acces/envoi", state=states.requested, arrive=send("access.channel.submit"), status=422, **CHANNEL),
    Page("follow-up of an e-mail", "/acces/suivi", state=states.asked_by_email),
    Page("follow-up of a letter", "/acces/suivi", state=states.asked_by_letter),
    Page("follow-up, asked for", "/acces/suivi", fields=("access.followUp.ask.label",), buttons=("access.followUp.ask.submit",)),
    Page("follow-up, unknown number", "/acces/suivi", arrive=_unknown_follow_up, status=422, fields=("access.followUp.ask.label",), buttons=("access.followUp.ask.submit",)),
    Page("code", "/acces/code", fields=("access.number.label", "access.code.label"), buttons=("access.code.submit",)),
    Page("code from a link", "/acces/code", begins="/acces/code#n=2614073&c=K7QFM2XD9RTC", fields=("access.number.label", "access.code.label"), buttons=("access.code.submit",)),
    Page("code, mistakes", "/acces/code", arrive=send("access.code.submit"), status=422, fields=("access.number.label", "access.code.label"), buttons=("access.code.submit",)),
    Page("choice of a password", "/mot-de-passe", state=states.code_typed, **CHOOSE),
    Page("choice of a password, no e-mail on file", "/mot-de-passe", state=states.letter_code_typed, **CHOOSE | {"fields": CHOOSE["fields"] + ("account.choose.email",)}),
    Page("choice of a password, mistakes", "/mot-de-passe", state=states.code_typed, arrive=_short_password, status=422, **CHOOSE),
    Page("personal space", "/espace", state=states.signed_in, buttons=("account.space.security.change", "account.space.signOut.here")),
    Page("personal space, two files", "/espace", state=states.signed_in_with_two_files),
    Page("change of password", "/espace/mot-de-passe", state=states.signed_in, fields=("account.change.current", "account.choose.password"), buttons=("account.change.submit",)),
    Page("change of password, empty", "/espace/mot-de-passe", state=states.signed_in, arrive=send("account.change.submit"), status=422),
    Page("help", "/aide"),
    Page("accessibility", "/accessibilite"),
    Page("privacy", "/confidentialite"),
    Page("no such page", "/nulle-part", status=404),
    Page("confirmation of an e-mail address", "/espace/courriel", state=states.email_given, fields=("account.email.code",), buttons=("account.email.submit",)),
    Page("confirmation of an e-mail address, empty", "/espace/courriel", state=states.email_given, arrive=send("account.email.submit"), status=422),
    Page("correction of an e-mail address", "/espace/courriel/ajouter", state=states.email_given, fields=("account.choose.email",), buttons=("account.giveEmail.submit",)),
    Page("personal space, e-mail to confirm", "/espace", state=states.email_given, buttons=("account.space.confirm",)),
    Page("mailbox of the demo", "/demo/boite", state=states.asked_by_letter, translated=False),
    Page("e-mail in the mailbox", "/demo/boite/courriel/{name}", begins="/demo/boite", state=states.signed_in, arrive=_first("a[href*='/courriel/']"), translated=False),
    Page("letter in the mailbox", "/demo/boite/lettre/{name}", begins="/demo/boite", state=states.asked_by_letter, arrive=_first("a[href*='/lettre/']"), translated=False),
]

# GET routes that answer with something else than a page of their own.
NOT_PAGES = {
    "/assets/{file}": "style sheets, scripts and fonts",
    "/demo/boite/courriel/{name}/page": "an e-mail as its reader's program shows it",
    "/demo/boite/courriel/{name}/eml": "an e-mail's file",
    "/demo/boite/lettre/{name}/pdf": "a letter's file",
    "/demo/boite/lettre/{name}/image": "a letter's picture",
}
