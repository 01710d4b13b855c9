"""The eight steps, in a real browser, on a demo of each test's own."""

import time
from urllib.parse import urlsplit

import post
import pytest
from cast import CAMILLE, HENRI, LINA, PASSWORD, SOFIA
from journey import Journey
from labels import plain
from checks import PHONE
from command_line import house  # noqa: F401


def stands_in_space(journey, person):
    journey.stands_at("/espace")
    assert person.name.split()[0] in journey.page.locator("main").inner_text()


def test_by_email(visits, own_site):
    journey = Journey(visits.open(), own_site)

    journey.to_request()
    assert plain(journey.title()) == "Vous avez oublié votre mot de passe, ou il s'agit de votre première connexion ?"
    journey.request("member", CAMILLE.number)
    journey.ask_for("email")
    code = journey.code(CAMILLE, "email")
    journey.sign_in(CAMILLE.number, code)
    journey.choose_password(CAMILLE.birth)

    stands_in_space(journey, CAMILLE)


def test_by_the_link_in_the_email(visits, own_site):
    journey = Journey(visits.open(), own_site)
    journey.ask(SOFIA, "email")

    link = post.link_of_mail(post.mail_to(own_site.data, SOFIA.email))
    page = journey.page = visits.open()
    page.goto(link)

    assert "#" not in page.url, "number and code leave the address bar at once"
    journey.press("access.code.submit")
    journey.choose_password(SOFIA.birth)
    stands_in_space(journey, SOFIA)


def test_by_letter(visits, own_site):
    journey = Journey(visits.open(), own_site)
    journey.ask(HENRI, "letter")

    journey.sign_in(HENRI.number, journey.code(HENRI, "letter"))
    journey.choose_password(HENRI.birth)

    stands_in_space(journey, HENRI)


def test_by_the_square_on_the_letter(visits, own_site, house):
    """The QR code is read from the printed page as a telephone's camera would; a minor's letter goes to her guardian."""
    journey = Journey(visits.open(), own_site)
    journey.ask(LINA, "letter")
    letter = post.letter_for(own_site.data, LINA.number)
    assert "représentant légal" in post.text_of_letter(letter).lower()
    proved = house.say("letters", "proof", letter)
    assert (proved.returncode, proved.stdout) == (0, "1 letter, nothing wrong\n"), proved.stdout

    link = post.link_of_letter(letter)
    assert link.startswith(own_site.url + "/acces/code#")
    page = journey.page = visits.open(viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto(link)
    journey.press("access.code.submit")
    journey.choose_password(LINA.birth)

    stands_in_space(journey, LINA)


@pytest.mark.parametrize("person, channel", [(CAMILLE, "email"), (HENRI, "letter")], ids=["email", "letter"])
def test_without_script(visits, own_site, person, channel):
    journey = Journey(visits.open(java_script_enabled=False), own_site, script=False)

    journey.open_space(person, channel)

    stands_in_space(journey, person)


def test_on_a_narrow_phone(visits, own_site):
    journey = Journey(visits.open(viewport=PHONE, has_touch=True, is_mobile=True), own_site)

    journey.open_space(CAMILLE, "email")

    stands_in_space(journey, CAMILLE)


def test_in_english(visits, own_site):
    journey = Journey(visits.open(), own_site, language="en")

    journey.open_space(HENRI, "letter")

    stands_in_space(journey, HENRI)
    assert journey.page.locator("html").get_attribute("lang") == "en"


def test_someone_without_an_email_on_file_gets_a_letter(visits, own_site):
    journey = Journey(visits.open(), own_site)

    journey.ask(HENRI, "email")

    assert len(journey.code(HENRI, "letter")) == 12


def test_nine_digits_under_member_get_a_question(visits, own_site):
    journey = Journey(visits.open(), own_site)
    journey.to_request()

    journey.request("member", SOFIA.number)
    journey.page.get_by_role("heading", level=1, name="9 chiffres").wait_for()
    journey.press("access.series.yes.nine")

    journey.ask_for("email")
    assert len(journey.code(SOFIA, "email")) == 12


def test_the_number_may_be_written_as_on_the_letter(visits, own_site):
    journey = Journey(visits.open(), own_site)
    journey.to_request()

    journey.request("member", "n° 261 4O73")

    journey.ask_for("email")
    assert len(journey.code(CAMILLE, "email")) == 12


def test_an_unknown_number_is_answered_in_the_same_words(visits, own_site):
    def answer(number):
        journey = Journey(visits.open(), own_site)
        journey.to_request()
        journey.request("member", number)
        journey.ask_for("email")
        told = journey.page.locator("main").inner_text()
        return told.replace(journey.page.locator(".plate-number").inner_text(), "")

    assert answer(CAMILLE.number) == answer("1999999")


def test_the_password_in_use_works_until_another_is_chosen(visits, own_site):
    # By letter first: an e-mail so soon after another would be held back.
    Journey(visits.open(), own_site).open_space(CAMILLE, "letter")

    other = Journey(visits.open(), own_site)
    other.ask(CAMILLE, "email")
    code = other.code(CAMILLE, "email")
    meanwhile = Journey(visits.open(), own_site)
    meanwhile.sign_in(CAMILLE.number, PASSWORD)
    stands_in_space(meanwhile, CAMILLE)

    other.sign_in(CAMILLE.number, code)
    other.choose_password(CAMILLE.birth, "menthe tunnel Brest violon")
    stands_in_space(other, CAMILLE)
    late = Journey(visits.open(), own_site)
    late.sign_in(CAMILLE.number, PASSWORD)
    late.page.get_by_role("heading", level=2, name=late.label("common.errors.one")).wait_for()
    late.sign_in(CAMILLE.number, "menthe tunnel Brest violon")
    stands_in_space(late, CAMILLE)


def test_a_browser_closed_before_choosing_leaves_the_code_alive(visits, own_site):
    journey = Journey(visits.open(), own_site)
    journey.ask(CAMILLE, "email")
    code = journey.code(CAMILLE, "email")
    journey.sign_in(CAMILLE.number, code)
    journey.stands_at("/mot-de-passe")
    journey.page.context.close()

    again = Journey(visits.open(), own_site)
    again.sign_in(CAMILLE.number, code)
    again.choose_password(CAMILLE.birth)

    stands_in_space(again, CAMILLE)


def test_sixteen_browsers_choose_at_once(visits, own_site):
    """Each in a restricted session of its own from one code: one wins, fifteen are told so by a page."""
    first = Journey(visits.open(), own_site)
    first.ask(CAMILLE, "email")
    code = first.code(CAMILLE, "email")
    racers = [Journey(visits.open(), own_site) for _ in range(16)]
    for number, racer in enumerate(racers):
        racer.sign_in(CAMILLE.number, code)
        racer.stands_at("/mot-de-passe")
        for part, value in zip(("day", "month", "year"), CAMILLE.birth):
            racer.page.get_by_label(racer.label(f"common.date.{part}")).fill(value)
        racer.page.locator("input[type=password]").fill(f"{PASSWORD} {number}")

    moment = int(time.time() * 1000) + 1500
    # All pressed at the same moment by the same clock.
    for racer in racers:
        racer.page.evaluate(
            "at => setTimeout(() => document.querySelector('main form button:not([type=button])').click(), at - Date.now())",
            moment,
        )
    for racer in racers:
        racer.page.locator("main input[type=password]").wait_for(state="detached")
        racer.page.wait_for_load_state()

    winners = [racer for racer in racers if urlsplit(racer.page.url).path == "/espace"]
    losers = [racer for racer in racers if racer not in winners]
    assert len(winners) == 1
    told = {plain(racer.title()) for racer in losers}
    assert len(losers) == 15 and told <= {plain(first.label.text(f"account.tooLate.{why}.title")) for why in ("alreadyChosen", "codeUsed")}, told
    # Only the winner's password opens the space.
    winner = racers.index(winners[0])
    for number in (winner, (winner + 1) % 16):
        after = Journey(visits.open(), own_site)
        after.sign_in(CAMILLE.number, f"{PASSWORD} {number}")
        if number == winner:
            stands_in_space(after, CAMILLE)
        else:
            assert urlsplit(after.page.url).path == "/connexion"
