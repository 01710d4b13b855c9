"""Photographs every page at three widths, light and dark, and prints an index in Markdown.

    python contact_sheet.py FOLDER [--full] [PART OF A PAGE'S NAME]

One picture a page, at two fifths of its size, small enough to be kept; --full leaves every photograph as it is, for a close look.
"""

import io
import re
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from chromium import launch
from demo import Demo
from journey import Journey
from pages import PAGES
from palette import indexed
from states import Walks
from watch import Watch, await_page

WIDTHS = {320: 640, 768: 1024, 1280: 800}
SCHEMES = ["light", "dark"]


def photograph(browser, site, walks, place, width, scheme):
    context = browser.new_context(
        locale="fr-FR", timezone_id="Europe/Paris", viewport={"width": width, "height": WIDTHS[width]}, color_scheme=scheme,
        storage_state=walks.cookies(place.state), reduced_motion="reduce",
    )
    try:
        page = context.new_page()
        page.goto(site.url + place.opened)
        if place.arrive:
            page.watch = Watch(page)
            place.arrive(Journey(page, site))
            await_page(page, 0)
        show_frames(page)
        return Image.open(io.BytesIO(page.screenshot(full_page=True)))
    finally:
        context.close()


def show_frames(page):
    """A frame out of sight is not painted: the window is made as high as a page that has one."""
    for frame in page.locator("iframe").all():
        page.set_viewport_size({"width": page.viewport_size["width"], "height": page.evaluate("document.body.scrollHeight")})
        frame.content_frame.locator("body").wait_for()


def sheet(photographs):
    """All photographs of a page side by side, cut off where a long page goes on in the same way."""
    small = [p.convert("RGB").resize((p.width * 2 // 5, p.height * 2 // 5), Image.Resampling.LANCZOS) for p in photographs]
    height = min(720, max(p.height for p in small))
    whole = Image.new("RGB", (sum(p.width + 12 for p in small) - 12, height), "#808080")
    left = 0
    for p in small:
        whole.paste(p.crop((0, 0, p.width, min(p.height, height))), (left, 0))
        left += p.width + 12
    return whole


def main(folder, full, part):
    folder = Path(folder)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    demo = Demo(Path(tempfile.mkdtemp()) / "data")
    try:
        with sync_playwright() as playwright:
            browser = launch(playwright)
            walks = Walks(browser, demo)
            print(f"{len(PAGES)} pages, each at {', '.join(map(str, WIDTHS))} px, light and dark, at two fifths of the size.\n")
            for place in (page for page in PAGES if part in page.name):
                name = re.sub(r"[^a-z0-9]+", "-", place.name.lower())
                shots = {(s, w): photograph(browser, demo, walks, place, w, s) for s in SCHEMES for w in WIDTHS}
                if full:
                    for (scheme, width), shot in shots.items():
                        indexed(shot).save(folder / f"{name}-{width}-{scheme}.png", optimize=True)
                else:
                    indexed(sheet(shots.values())).save(folder / f"{name}.png", optimize=True)
                print(f"## {place.name}\n\n`{place.path}`\n\n![{place.name}]({folder.name}/{name}.png)\n", flush=True)
            browser.close()
    finally:
        demo.stop()
        shutil.rmtree(demo.data.parent, ignore_errors=True)


if __name__ == "__main__":
    arguments = [argument for argument in sys.argv[1:] if argument != "--full"]
    main(arguments[0], "--full" in sys.argv, arguments[1] if len(arguments) > 1 else "")
