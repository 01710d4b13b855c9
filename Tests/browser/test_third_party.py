"""« Je ne suis pas un robot » by a third party: what its page does, with a stand-in for the third party's script and server."""

import pytest
from conftest import SETTINGS
from demo import Demo
from journey import Journey
from labels import plain
from siteverify import THIRD_PARTIES, Siteverify, Widget


@pytest.fixture(params=THIRD_PARTIES)
def house(request, tmp_path):
    """A demo whose check is a third party's, for each of the three."""
    yield from _house(tmp_path, request.param)


@pytest.fixture
def one_house(tmp_path):
    yield from _house(tmp_path, "turnstile")


@pytest.fixture
def strict_house(tmp_path):
    yield from _house(tmp_path, "hcaptcha", PERRON_ROBOT_WHEN_DOWN="refuse")


def _house(folder, kind, **settings):
    siteverify = Siteverify(folder, kind)
    demo = Demo(folder / "data", SETTINGS | siteverify.settings | settings)
    demo.kind = kind
    yield demo
    assert demo.stop() == 0, demo.words()
    siteverify.stop()


def visit(wild_visits, house, token="good", **options):
    """The request page, filled in, its box not ticked yet."""
    page = wild_visits.open(**options)
    widget = Widget(page, house.kind, token)
    journey = Journey(page, house)
    page.goto(house.url + "/acces")
    journey.choose("access.role.member")
    journey.field("access.number.label").fill("2614073")
    return page, widget, journey


def box(page):
    return page.get_by_role("checkbox", name="Je ne suis pas un robot")


def status(page):
    return page.locator("[data-robot-status]")


def says(page, journey, key):
    status(page).filter(has_text=journey.label(key)).wait_for()


def policy_faults(page):
    return [fault for fault in page.watch.faults() if "policy" in fault or "script error" in fault]


def test_nothing_is_asked_of_it_before_the_box_is_ticked(wild_visits, house):
    page, widget, journey = visit(wild_visits, house)
    assert widget.asked == []

    box(page).check()
    page.get_by_role("button", name="Je suis humain").click()
    says(page, journey, "access.robot.done")

    address = THIRD_PARTIES[house.kind][0]
    assert [url.split("?")[0] for url in widget.asked] == [address]
    assert page.evaluate("[widgetOptions.sitekey, widgetOptions.language]") == ["a-site-key", "fr"]
    journey.press("access.request.submit")
    journey.stands_at("/acces/envoi")
    assert policy_faults(page) == []


def test_a_form_that_is_sent_too_soon_waits_and_leaves_by_itself(wild_visits, one_house):
    page, _, journey = visit(wild_visits, one_house)
    box(page).check()
    page.get_by_role("button", name="Je suis humain").wait_for()

    journey.press("access.request.submit")
    says(page, journey, "access.robot.widget.waiting")
    page.get_by_role("button", name="Je suis humain").click()

    journey.stands_at("/acces/envoi")


def test_where_it_can_not_be_loaded_time_stands_in(wild_visits, one_house):
    page, widget, journey = visit(wild_visits, one_house)
    widget.go_away()

    box(page).check()
    says(page, journey, "access.robot.widget.fallback")
    page.wait_for_timeout(int(SETTINGS["PERRON_ROBOT_SLOW_WAIT"][:-1]) * 1000)
    journey.press("access.request.submit")

    journey.stands_at("/acces/envoi")


def test_where_it_can_not_be_loaded_and_nothing_may_stand_in_the_page_says_whom_to_call(wild_visits, strict_house):
    page, widget, journey = visit(wild_visits, strict_house)
    widget.go_away()

    box(page).check()
    says(page, journey, "access.robot.widget.lost")

    assert "05 00 00 00 00" in plain(status(page).inner_text())
    assert box(page).is_disabled() and not box(page).is_checked()


def test_our_own_check_stands_in_while_its_server_is_out_of_order(wild_visits, one_house):
    page, _, journey = visit(wild_visits, one_house, token="500")
    box(page).check()
    page.get_by_role("button", name="Je suis humain").click()
    journey.press("access.request.submit")

    page.get_by_role("heading", name=journey.label("access.request.title")).wait_for()
    assert journey.field("access.number.label").input_value() == "2614073"
    # Ticked already: our own check begins by itself.
    says(page, journey, "access.robot.done")
    journey.press("access.request.submit")
    journey.stands_at("/acces/envoi")


def test_a_check_that_ran_out_is_done_again(wild_visits, one_house):
    page, _, journey = visit(wild_visits, one_house)
    box(page).check()
    page.get_by_role("button", name="Je suis humain").click()
    says(page, journey, "access.robot.done")

    page.evaluate("widgetOptions['expired-callback']()")
    says(page, journey, "access.robot.widget.working")
    journey.press("access.request.submit")
    says(page, journey, "access.robot.widget.waiting")
    page.get_by_role("button", name="Je suis humain").click()

    journey.stands_at("/acces/envoi")


def test_a_mistake_elsewhere_costs_no_second_check(wild_visits, one_house):
    page, widget, journey = visit(wild_visits, one_house)
    journey.field("access.number.label").fill("261407")
    box(page).check()
    page.get_by_role("button", name="Je suis humain").click()
    journey.press("access.request.submit")
    page.locator("[data-error-summary]").wait_for()

    says(page, journey, "access.robot.done")
    journey.field("access.number.label").fill("2614073")
    journey.press("access.request.submit")

    journey.stands_at("/acces/envoi")
    assert len(widget.asked) == 1


def test_without_script_it_is_never_asked(wild_visits, one_house):
    page, widget, journey = visit(wild_visits, one_house, java_script_enabled=False)
    box(page).check()
    page.wait_for_timeout(2200)

    journey.press("access.request.submit")

    journey.stands_at("/acces/envoi")
    assert widget.asked == []


def test_on_a_narrow_phone_its_small_form_is_asked_for(wild_visits, one_house):
    page, _, _ = visit(wild_visits, one_house, viewport={"width": 320, "height": 640}, color_scheme="dark")
    box(page).check()
    page.get_by_role("button", name="Je suis humain").wait_for()

    assert page.evaluate("[widgetOptions.size, widgetOptions.theme]") == ["compact", "dark"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
