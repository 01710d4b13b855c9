"""Photographs every page into a folder, and prints an index in Markdown: for looking at, page by page.

    python contact_sheet.py FOLDER [PART OF A PAGE'S NAME]
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
        return Image.open(io.BytesIO(page.screenshot(full_page=True)))
    finally:
        context.close()


def keep(picture, file):
    """Few colours make a small file; a page has no more."""
    picture.convert("RGB").quantize(96, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(file, optimize=True)


def main(folder, part=""):
    folder = Path(folder)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    demo = Demo(Path(tempfile.mkdtemp()) / "data")
    try:
        with sync_playwright() as playwright:
            browser = launch(playwright)
            walks = Walks(browser, demo)
            print(f"{len(PAGES)} pages, each at {', '.join(map(str, WIDTHS))} px, light and dark, in `{folder.name}/`.\n")
            for place in PAGES:
                if part not in place.name:
                    continue
                name = re.sub(r"[^a-z0-9]+", "-", place.name.lower())
                print(f"## {place.name}\n\n`{place.path}`\n\n| | {' | '.join(f'{w} px' for w in WIDTHS)} |\n|{' --- |' * (len(WIDTHS) + 1)}")
                for scheme in SCHEMES:
                    cells = []
                    for width in WIDTHS:
                        file = f"{name}-{width}-{scheme}.png"
                        keep(photograph(browser, demo, walks, place, width, scheme), folder / file)
                        cells.append(f"![{place.name}, {width} px, {scheme}]({folder.name}/{file})")
                    print(f"| {scheme} | {' | '.join(cells)} |", flush=True)
                print()
            browser.close()
    finally:
        demo.stop()
        shutil.rmtree(demo.data.parent, ignore_errors=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
