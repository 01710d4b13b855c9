"""Where things stand on screens of different widths."""

import pytest
from journey import Journey
from states import code_typed, signed_in


def box(locator):
    found = locator.bounding_box()
    return found["x"], found["y"], found["x"] + found["width"], found["y"] + found["height"]


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_the_way_out_stands_at_the_right_beside_the_name_of_the_fund(visits, walks, site, width):
    page = visits.open(storage_state=walks.cookies(signed_in), viewport={"width": width, "height": 800})
    page.goto(site.url + "/espace")

    _, top, _, bottom = box(page.locator(".brand"))
    _, out_top, out_right, out_bottom = box(page.locator(".site-header .space-link"))
    _, _, right, _ = box(page.locator("main + aside, main").last)

    assert abs((top + bottom) - (out_top + out_bottom)) < 4, "on one line"
    assert out_right >= right - 1


def test_a_birth_date_is_typed_on_one_line_with_a_mistake_too(visits, own_site):
    journey = Journey(visits.open(), own_site)
    page = journey.page
    code_typed(journey)

    for _ in range(2):
        for width in (320, 390):
            page.set_viewport_size({"width": width, "height": 640})
            assert len({round(box(field)[1]) for field in page.locator(".date input").all()}) == 1
        journey.press("account.choose.submit")
        page.locator("[data-error-summary]").wait_for()


@pytest.mark.parametrize("width", [320, 768])
@pytest.mark.parametrize("path", ["/connexion", "/acces"])
def test_the_picture_of_where_the_number_stands_is_near_its_field(visits, site, path, width):
    page = visits.open(viewport={"width": width, "height": 800})
    page.goto(site.url + path)

    _, _, _, bottom = box(page.locator("#numero"))
    _, top, _, _ = box(page.locator(".letter-corner"))

    assert top < bottom + 40
