"""What the pages' scripts do, on a clock of the test's own: nothing here waits for real time to pass."""

import re

import pytest
from cast import CAMILLE, PASSWORD
from journey import Journey
from states import signed_in

IDLE, LIFE, NOTICE = 30 * 60, 8 * 3600, 120


@pytest.fixture
def space(visits, walks, site):
    """The personal space, its clock in the test's hands."""
    page = visits.open(storage_state=walks.cookies(signed_in))
    page.clock.install()
    page.goto(site.url + "/espace")
    return page


def answer_kept(page, seconds):
    """The server's answer to « Rester dans mon espace », where a test can't wait for its hours."""
    page.route("**/espace/prolonger", lambda route: route.fulfill(json={"seconds": seconds}))


def dialog(page, name):
    return page.locator(f"[data-session-{name}]")


def stay(page):
    with page.expect_response(lambda response: response.request.method == "POST"):
        dialog(page, "warning").get_by_role("button").click()


def test_the_end_is_announced_two_minutes_before_and_put_off_by_a_press(space):
    space.clock.fast_forward((IDLE - NOTICE - 10) * 1000)
    assert not dialog(space, "warning").is_visible()

    space.clock.fast_forward(15 * 1000)
    dialog(space, "warning").wait_for()
    stay(space)

    dialog(space, "warning").wait_for(state="hidden")
    space.clock.fast_forward((IDLE - NOTICE - 10) * 1000)
    assert not dialog(space, "warning").is_visible()
    space.clock.fast_forward(15 * 1000)
    dialog(space, "warning").wait_for()


def test_escape_stays_too(space):
    space.clock.fast_forward((IDLE - NOTICE + 5) * 1000)
    dialog(space, "warning").wait_for()

    with space.expect_response(lambda response: response.request.method == "POST") as kept:
        space.keyboard.press("Escape")

    assert kept.value.status == 200 and kept.value.json()["seconds"] == IDLE
    dialog(space, "warning").wait_for(state="hidden")


def test_without_an_answer_the_session_ends_and_nothing_is_left_to_read(space):
    space.locator("details.reveal summary").last.click()
    assert space.locator("details[open]").count() == 1

    space.clock.fast_forward((IDLE + 5) * 1000)

    dialog(space, "ended").wait_for()
    assert not dialog(space, "warning").is_visible()
    assert space.locator("details[open]").count() == 0
    space.keyboard.press("Escape")
    assert dialog(space, "ended").is_visible()


def test_the_end_that_cannot_be_put_off_is_told_once(space):
    answer_kept(space, 10 * 60)
    space.clock.fast_forward((IDLE - NOTICE + 5) * 1000)
    dialog(space, "warning").wait_for()
    stay(space)
    dialog(space, "warning").wait_for(state="hidden")

    space.clock.fast_forward((10 * 60 - NOTICE - 10) * 1000)
    assert not dialog(space, "last").is_visible()
    space.clock.fast_forward(15 * 1000)
    dialog(space, "last").wait_for()
    assert "8 heures" in dialog(space, "last").inner_text().replace("\xa0", " ")
    assert not dialog(space, "warning").is_visible()

    dialog(space, "last").get_by_role("button").click()
    dialog(space, "last").wait_for(state="hidden")
    space.clock.fast_forward(5 * 1000)
    assert not dialog(space, "last").is_visible()
    space.clock.fast_forward(NOTICE * 1000)
    dialog(space, "ended").wait_for()


@pytest.mark.parametrize("status", [403, 500, 503])
def test_a_server_that_is_away_for_a_moment_ends_nothing(wild_visits, walks, site, status):
    page = wild_visits.open(storage_state=walks.cookies(signed_in))
    page.clock.install()
    page.goto(site.url + "/espace")
    page.route("**/espace/prolonger", lambda route: route.fulfill(status=status, body=""))
    page.clock.fast_forward((IDLE - NOTICE + 5) * 1000)
    dialog(page, "warning").wait_for()
    stay(page)

    dialog(page, "warning").get_by_role("status").filter(has_text=re.compile(r"\w")).wait_for()
    assert dialog(page, "warning").is_visible() and not dialog(page, "ended").is_visible()
    page.unroute("**/espace/prolonger")
    stay(page)
    dialog(page, "warning").wait_for(state="hidden")


def test_a_session_that_is_gone_says_so(visits, walks, site):
    page = visits.open(storage_state=walks.cookies(signed_in))
    page.clock.install()
    page.goto(site.url + "/espace")
    page.context.clear_cookies(name="__Host-session")
    page.clock.fast_forward((IDLE - NOTICE + 5) * 1000)
    dialog(page, "warning").wait_for()

    dialog(page, "warning").get_by_role("button").click()

    dialog(page, "ended").wait_for()


def test_a_tab_that_stays_keeps_the_others(space, site):
    other = space.context.new_page()
    other.clock.install()
    space.clock.fast_forward((IDLE - NOTICE + 5) * 1000)
    dialog(space, "warning").wait_for()

    other.goto(site.url + "/espace/mot-de-passe")

    dialog(space, "warning").wait_for(state="hidden")


def test_a_password_is_shown_and_hidden_and_never_sent_as_text(visits, site):
    page = visits.open()
    page.goto(site.url + "/connexion")
    field, button = page.locator("#mot_de_passe"), page.locator(".show-password")
    field.fill("un secret")

    assert button.get_attribute("aria-label").replace("\xa0", " ") == "Montrer : Mot de passe"
    button.click()
    assert field.get_attribute("type") == "text" and button.inner_text() == "Masquer"
    assert page.get_by_text("Le mot de passe est visible à l’écran.").count() == 1
    button.click()
    assert field.get_attribute("type") == "password" and button.inner_text() == "Montrer"

    button.click()
    page.evaluate("addEventListener('submit', event => { event.preventDefault(); window.sentAs = document.querySelector('#mot_de_passe').type })")
    Journey(page, site).press("account.signIn.submit")
    assert page.evaluate("window.sentAs") == "password"


def test_a_password_may_be_pasted(visits, site):
    page = visits.open(permissions=["clipboard-read", "clipboard-write"])
    page.goto(site.url + "/connexion")
    page.locator("#numero").fill(PASSWORD)
    page.locator("#numero").press("ControlOrMeta+a")
    page.locator("#numero").press("ControlOrMeta+x")

    page.locator("#mot_de_passe").press("ControlOrMeta+v")

    assert page.locator("#mot_de_passe").input_value() == PASSWORD


def test_the_strength_follows_what_is_typed(visits, walks, site):
    page = visits.open(storage_state=walks.cookies(signed_in))
    page.clock.install()
    page.goto(site.url + "/espace/mot-de-passe")
    field, meter = page.locator("input[autocomplete=new-password]"), page.locator("[data-strength]")
    assert meter.is_visible() and meter.get_attribute("data-score") is None

    for typed, told in [("1234", "Trop facile à deviner."), (PASSWORD, "Très solide.")]:
        field.fill(typed)
        page.clock.run_for(400)
        meter.get_by_text(told, exact=True).wait_for()

    field.fill("")
    page.clock.run_for(400)
    page.locator("[data-strength]:not([data-score])").wait_for()


def test_of_two_answers_about_strength_the_later_question_counts(visits, walks, site):
    page = visits.open(storage_state=walks.cookies(signed_in))
    page.clock.install()
    page.goto(site.url + "/espace/mot-de-passe")
    held = []

    def answer_backwards(route):
        held.append(route)
        for route, score in zip(reversed(held), (4, 0)) if len(held) == 2 else ():
            route.fulfill(json={"score": score, "label": "Mesuré", "advice": ""})

    page.route("**/mot-de-passe/force", answer_backwards)
    field = page.locator("input[autocomplete=new-password]")
    field.fill("moreau1988")
    page.clock.run_for(400)

    with page.expect_response(lambda response: response.url.endswith("/force") and response.json()["score"] == 0):
        field.fill(PASSWORD)
        page.clock.run_for(400)

    page.locator("[data-strength][data-score='4']").wait_for()


def test_number_and_code_of_a_link_are_filled_in_and_wait_for_a_press(visits, site):
    page = visits.open()
    page.goto(f"{site.url}/acces/code#n={CAMILLE.number}&c=K7QFM2XD9RTC")

    assert page.url == f"{site.url}/acces/code"
    assert page.locator("#numero").input_value() == CAMILLE.number
    assert page.locator("#mot_de_passe").input_value() == "K7QF-M2XD-9RTC"
    assert page.evaluate("document.activeElement.textContent") == "Continuer"
