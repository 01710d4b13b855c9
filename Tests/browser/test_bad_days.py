"""Bad days that only a browser shows: the arrow back, tabs, a session that ends under one's hands, scanners that follow every link."""

import urllib.request
from urllib.parse import urlsplit

import post
import pytest
from cast import CAMILLE, HENRI, ODILE, PASSWORD
from checks import PHONE
from journey import Journey
from labels import plain
from states import signed_in

SCRIPTS = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


def told(page):
    return plain(page.locator("main").inner_text())


@SCRIPTS
@pytest.mark.parametrize("path, press", [("/connexion", "account.signIn.submit"), ("/acces/code", "access.code.submit"), ("/acces", "access.request.submit")])
def test_the_arrow_back_onto_a_page_with_mistakes_shows_it(visits, site, script, path, press):
    journey = Journey(visits.open(viewport=PHONE, java_script_enabled=script), site, script=script)
    journey.page.goto(site.url + path)
    journey.field("access.number.label").fill("26140")
    journey.press(press)
    journey.page.locator("[data-error-summary]").wait_for()
    journey.press("common.footer.help")

    journey.page.go_back()

    assert "celui-ci en a 5" in told(journey.page)
    assert journey.field("access.number.label").input_value() == "26140"
    # And it works: corrected, it goes on to what is to be corrected next.
    journey.field("access.number.label").fill(CAMILLE.number)
    journey.press(press)
    journey.page.locator("[data-error-summary]").wait_for()
    assert "celui-ci en a 5" not in told(journey.page)


@SCRIPTS
def test_the_arrow_back_in_the_space_shows_the_mistakes_too(visits, walks, site, script):
    page = visits.open(storage_state=walks.cookies(signed_in), java_script_enabled=script)
    journey = Journey(page, site, script=script)
    page.goto(site.url + "/espace/mot-de-passe")
    page.locator("#mot_de_passe").fill("court")
    journey.press("account.change.submit")
    page.locator("[data-error-summary]").wait_for()
    journey.press("common.footer.help")

    page.go_back()

    assert "12 caractères au moins, le vôtre en a 5" in told(page)
    page.reload()
    assert "le vôtre en a 5" in told(page)


def test_after_signing_out_the_arrow_back_shows_nothing_of_the_space(visits, walks, site):
    page = visits.open(storage_state=walks.cookies(signed_in))
    journey = Journey(page, site)
    page.goto(site.url + "/espace/mot-de-passe")
    journey.press("account.change.submit")
    page.locator("[data-error-summary]").wait_for()
    # Only this browser's copy: other tests go on with the session.
    page.context.clear_cookies(name="__Host-session")
    page.goto(site.url + "/connexion")

    page.go_back()

    assert urlsplit(page.url).path == "/connexion"
    assert "Camille" not in page.content()


@SCRIPTS
def test_of_two_files_in_two_tabs_the_older_tab_saves_nothing_and_says_whose_it_is(visits, own_site, script):
    Journey(visits.open(), own_site).open_space(CAMILLE, "email")
    first = Journey(visits.open(viewport=PHONE, java_script_enabled=script), own_site, script=script)
    first.open_space(HENRI, "letter")
    first.page.goto(own_site.url + "/espace/courriel/ajouter")
    first.field("account.choose.email").fill("henri@exemple.fr")
    second = Journey(first.page.context.new_page(), own_site, script=script)
    second.page.goto(own_site.url + "/acces/code")
    second.field("access.number.label").fill(CAMILLE.number)
    second.page.locator("#mot_de_passe").fill(PASSWORD)
    second.press("access.code.submit")
    second.stands_at("/espace")

    first.press("account.giveEmail.submit")

    first.page.get_by_role("heading", level=1, name="Rien n’a été enregistré").wait_for()
    assert "Cette page montrait le dossier 104 73 82" in told(first.page)
    first.page.get_by_role("button", name="Me connecter au dossier").click()
    first.stands_at("/connexion")
    first.field("access.number.label").fill(HENRI.number)
    first.page.locator("#mot_de_passe").fill(PASSWORD)
    first.press("account.signIn.submit")
    first.stands_at("/espace")
    assert "Henri" in told(first.page)


@SCRIPTS
def test_a_session_that_ended_while_typing_leads_back_to_what_was_typed(visits, own_site, script):
    journey = Journey(visits.open(viewport=PHONE, java_script_enabled=script), own_site, script=script)
    journey.open_space(HENRI, "letter")
    page = journey.page
    if script:
        page.clock.install()
    page.goto(own_site.url + "/espace/courriel/ajouter")
    journey.field("account.choose.email").fill("henri@exemple.fr")
    cookie = next(cookie for cookie in page.context.cookies() if cookie["name"] == "__Host-session")
    elsewhere = visits.open(storage_state={"cookies": [cookie], "origins": []})
    elsewhere.goto(own_site.url + "/espace")
    Journey(elsewhere, own_site).press("account.space.signOut.here")

    if script:
        page.clock.fast_forward((30 * 60 + 5) * 1000)
        page.get_by_role("button", name="Se reconnecter").click()
    else:
        journey.press("account.giveEmail.submit")
    journey.stands_at("/connexion")
    assert "rien n'a été enregistré" in told(page)
    journey.field("access.number.label").fill(HENRI.number)
    page.locator("#mot_de_passe").fill(PASSWORD)
    journey.press("account.signIn.submit")

    journey.stands_at("/espace/courriel/ajouter")
    assert "Vous voici de nouveau sur votre page" in told(page)
    assert journey.field("account.choose.email").input_value() == "henri@exemple.fr"
    journey.press("account.giveEmail.submit")
    journey.stands_at("/espace/courriel")


def test_a_scanner_that_opens_every_link_of_the_mail_uses_up_nothing(visits, wild_visits, own_site):
    journey = Journey(visits.open(), own_site)
    journey.ask(CAMILLE, "email")
    mail = post.mail_to(own_site.data, CAMILLE.email, holding=post.CODE)
    links = post.links_of_mail(mail)
    assert any("/acces/code#" in link for link in links)
    sent = []
    scanner = wild_visits.open()
    scanner.on("request", lambda request: sent.append(request.method))
    scanner.clock.install()

    for link in links:
        for method in ("HEAD", "GET"):
            asked = urllib.request.Request(link.split("#")[0], method=method, headers={"Sec-Purpose": "prefetch", "Purpose": "prefetch"})
            assert urllib.request.urlopen(asked, timeout=10).status == 200
        scanner.goto(link)
        # Long enough for anything that would leave by itself.
        scanner.clock.run_for(60_000)
        scanner.wait_for_load_state("networkidle")
        scanner.evaluate("document.activeElement.blur()")

    assert set(sent) == {"GET"}
    assert scanner.locator("input[name=mot_de_passe]").count() == 0 or urlsplit(scanner.url).path == "/acces/code"
    code = post.code_of_mail(mail)
    journey.sign_in(CAMILLE.number, code)
    journey.choose_password(CAMILLE.birth)
    journey.stands_at("/espace")
