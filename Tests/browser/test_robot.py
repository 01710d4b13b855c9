"""The robot check of our own: a real checkbox, a page that stays usable while it is worked out, and words that say what goes on."""

import pytest
from conftest import SETTINGS
from demo import Demo
from journey import Journey

# So hard that it is never done while a test looks.
ENDLESS = {"PERRON_ROBOT_DIFFICULTY": "26", "PERRON_ROBOT_PUZZLES": "64"}

# How long after its key a letter stands on the screen, and what holds the page up for 50 ms or more (W3C Long Tasks).
WATCH = """() => {
    window.longTasks = [];
    window.delays = [];
    new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });
    document.querySelector("#numero").addEventListener("input", () => {
        const begun = performance.now();
        requestAnimationFrame(() => delays.push(performance.now() - begun));
    });
    document.querySelector("#numero").addEventListener("keydown", ({ timeStamp }) => { delays.push(performance.now() - timeStamp); });
}"""


@pytest.fixture
def busy_page(visits, tmp_path):
    """A request page whose check is being worked out."""
    demo = Demo(tmp_path / "data", SETTINGS | ENDLESS)
    page = visits.open()
    page.goto(demo.url + "/acces")
    page.evaluate(WATCH)
    page.get_by_role("checkbox", name="Je ne suis pas un robot").check()
    page.locator("[data-robot][data-state=working]").wait_for()
    yield page
    page.close()
    assert demo.stop() == 0


def test_the_page_stays_usable_while_the_check_is_worked_out(busy_page):
    busy_page.locator("#numero").press_sequentially("2614073" * 4, delay=15)
    busy_page.wait_for_function("delays.length >= 56")

    assert busy_page.locator("#numero").input_value() == "2614073" * 4
    assert busy_page.locator("[data-robot]").get_attribute("data-state") == "working"
    # A machine that runs other tests beside is slow now and then; a solver on the page's own thread holds up every letter.
    delays = sorted(busy_page.evaluate("delays"))
    assert delays[len(delays) // 2] < 50, delays
    assert len(busy_page.evaluate("longTasks")) <= 2, busy_page.evaluate("longTasks")


def test_a_form_sent_meanwhile_says_that_it_waits(busy_page, site):
    journey = Journey(busy_page, site)
    journey.choose("access.role.member")
    journey.field("access.number.label").fill("2614073")

    journey.press("access.request.submit")

    busy_page.get_by_role("status").filter(has_text=journey.label("access.robot.waiting")).wait_for()
    assert busy_page.url.endswith("/acces")


def test_it_is_a_real_checkbox_with_a_name_and_a_sense(visits, site):
    page = visits.open()
    page.goto(site.url + "/acces")

    tree = page.locator("[data-robot]").aria_snapshot()
    box = page.get_by_role("checkbox", name="Je ne suis pas un robot")
    assert '- checkbox "Je ne suis pas un robot"' in tree and "[checked]" not in tree
    assert box.evaluate("box => [box.tagName, box.type]") == ["INPUT", "checkbox"]
    described = box.evaluate("box => box.getAttribute('aria-describedby').split(' ').map(id => document.getElementById(id).textContent)")
    assert any("petit calcul" in text for text in described)


def test_the_keyboard_ticks_it_and_what_goes_on_is_announced(visits, site):
    page = visits.open()
    journey = Journey(page, site)
    page.goto(site.url + "/acces")
    heard = page.locator("[data-robot-status][role=status]")
    page.evaluate("""() => {
        window.heard = [];
        const status = document.querySelector("[data-robot-status]");
        new MutationObserver(() => heard.push(status.textContent)).observe(status, { childList: true });
    }""")

    journey.field("access.number.label").focus()
    page.keyboard.press("Tab")
    for _ in range(6):
        if page.evaluate("document.activeElement.id") == "robot":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Space")

    heard.filter(has_text=journey.label("access.robot.done")).wait_for()
    said = page.evaluate("heard")
    assert journey.label("access.robot.working").match(said[0]) and len(said) == 2
    assert '- checkbox "Je ne suis pas un robot" [checked]' in page.locator("[data-robot]").aria_snapshot()
