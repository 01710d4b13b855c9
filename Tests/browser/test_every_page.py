"""Every check on every page."""

import re
import subprocess
from urllib.parse import urlsplit

import pytest

from checks import CHECKS, Expected
from demo import PROGRAM, ROOT
from journey import Journey
from pages import FRENCH, NOT_PAGES, PAGES
from labels import pattern, words
from watch import await_page


def stand_at(place, visits, walks, site, **options):
    """The page, in a new context with the cookies of what came before."""
    page = visits.open(storage_state=walks.cookies(place.state), **options)
    journey = Journey(page, site, script=options.get("java_script_enabled", True))
    page.goto(site.url + place.opened)
    if place.arrive:
        before = page.watch.documents()
        place.arrive(journey)
        await_page(page, before)
    assert place.stands_at(urlsplit(page.url).path)
    assert page.watch.status() == place.status
    return page


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
@pytest.mark.parametrize("place", PAGES, ids=lambda place: place.name)
def test_a_page_passes_a_check(place, check, visits, walks, site):
    page = stand_at(place, visits, walks, site, **check.options)
    expected = Expected(
        fields=tuple(re.compile("^" + pattern(FRENCH[key])) for key in place.fields),
        buttons=tuple(re.compile("^" + pattern(FRENCH[key])) for key in place.buttons),
    )

    assert check.run(page, expected) == []


@pytest.mark.parametrize("place", [page for page in PAGES if page.translated and not page.arrive], ids=lambda place: place.name)
def test_a_page_speaks_english(place, visits, walks, site):
    """In English nothing is left of the French words, no key stands for a missing one, and it still fits a phone."""
    page = stand_at(place, visits, walks, site, viewport={"width": 320, "height": 640})
    page.get_by_role("button", name="English").click()
    page.wait_for_load_state()

    french, english = words("fr"), words("en")
    text = re.sub(r"\s+", " ", page.locator("body").inner_text())
    # Sentences that differ between the languages and hold no value.
    left = [s for key, s in french.items() if len(s) > 12 and "{" not in s and s != english.get(key) and re.sub(r"\s+", " ", s) in text]

    assert page.locator("html").get_attribute("lang") == "en"
    assert left == []
    assert re.findall(r"\b(?:access|account|common|site|demo)\.\w+[\w.]*", text) == []
    for check in (check for check in CHECKS if check.name == "320 px"):
        assert check.run(page, Expected()) == []


def test_no_page_escapes_the_harness():
    """`perron routes` lists what the site answers, a line each: method, path, name."""
    told = subprocess.run([PROGRAM, "routes"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    routes = {line.split()[1] for line in told.splitlines() if line.startswith("GET ")}

    assert len(routes) > 10
    assert routes - {page.path for page in PAGES} - NOT_PAGES.keys() == set()
