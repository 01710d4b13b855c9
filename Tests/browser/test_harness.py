"""The harness itself: a check that has never failed proves nothing. Every one finds its faults on the bad page, and
none on the good one."""

import pytest

from checks import CHECKS, Expected

# For every check, a piece of each sentence that it must say of fixtures/bad.html.
FAULTS = {
    "axe, light": ["color-contrast", "image-alt", "label", "html-has-lang", "document-title"],
    "axe, dark": ["color-contrast"],
    "axe, phone": ["color-contrast"],
    "keyboard": ["skips to the main content", "stops at", "no ring that is seen at <button> Sans anneau", "out of sight", "covered"],
    "keyboard, dark phone": ["no ring that is seen at <button> Sans anneau"],
    "320 px": ["scrolls sideways", "text past the edge", "cut off below"],
    "400 %": ["scrolls sideways"],
    "text spacing": ["scrolls sideways", "cut off below"],
    "without script": ["no field « Numéro de dossier »", "no button « Envoyer »"],
    "targets": ["<button> x is 20 × 20 px", "<input> o is 1"],
    "text sizes": ["12.0 px: Un texte trop pâle", "10.0 px: Dessin"],
    "forced colours": ["no edge is seen in forced colours: <button> Sans anneau"],
    "markup": ["the language is None", "no title", "2 h1", "zooming is forbidden", "an inline <script>", "<p style>", "<button onclick>", "policy is too weak"],
}
EXPECTED = Expected(fields=("Numéro de dossier",), buttons=("Envoyer",))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_finds_its_faults_on_the_bad_page(check, wild_visits, fixtures):
    page = wild_visits.open(**check.options)
    page.goto(fixtures + "/bad.html")

    found = "\n".join(check.run(page, EXPECTED))

    missed = [fault for fault in FAULTS[check.name] if fault not in found]
    assert missed == [], found


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_finds_nothing_on_the_good_page(check, visits, fixtures):
    page = visits.open(**check.options)
    page.goto(fixtures + "/good.html")

    assert check.run(page, EXPECTED) == []


def test_the_watch_sees_what_the_bad_page_does_wrong(wild_visits, fixtures):
    page = wild_visits.open()
    page.goto(fixtures + "/bad.html", wait_until="load")

    told = "\n".join(page.watch.faults())

    assert "a request to third-party.example" in told
    assert "console: a script that complains" in told
    assert "policy: script-src-elem inline" in told
    assert "policy: style-src-attr inline" in told


def test_the_watch_sees_a_part_that_does_not_load(wild_visits, fixtures):
    page = wild_visits.open()
    page.goto(fixtures + "/good.html")
    with page.expect_response("**/nothing-here"):
        page.evaluate("fetch('/nothing-here')")

    assert "404 for /nothing-here" in page.watch.faults()
