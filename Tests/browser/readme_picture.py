"""Makes docs/images/perron.png: the request page beside the letter that it leads to.

    python readme_picture.py FILE

The page is photographed on this machine; the letter comes from a demo that takes itself for a fund's own site, so that it names an
address as a member would read it.
"""

import io
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from http.cookies import SimpleCookie
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

import post
from cast import HENRI
from chromium import launch
from demo import Demo
from palette import indexed

FUND = "https://espace.carso.example"
BACKGROUND, EDGE = "#E8E0D6", "#B9B2A6"
HEIGHT, MARGIN = 762, 18


class Visitor:
    """Asks the demo under the fund's own name, which no browser on this machine can reach."""

    def __init__(self, site):
        self.site, self.cookies, self.page = site, {}, ""

    def ask(self, path, fields=None):
        body = urllib.parse.urlencode(fields).encode() if fields is not None else None
        headers = {"Host": urllib.parse.urlsplit(FUND).netloc, "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        request = urllib.request.Request(self.site.url + path, body, headers)
        opener = urllib.request.build_opener(_Stay)
        with opener.open(request) as answer:
            for line in answer.headers.get_all("Set-Cookie") or []:
                self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
            self.page = answer.read().decode()
            return answer.status

    def send(self, path, fields):
        form = self.page[self.page.index(f'action="{path}"') :].split("</form>")[0]
        hidden = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)
        assert self.ask(path, dict(hidden) | fields) == 303, "the demo asks back"


class _Stay(urllib.request.HTTPRedirectHandler):
    """A redirect leads to the fund's name; the next page is asked for by hand."""

    def http_error_303(self, request, answer, code, message, headers):
        return answer


def letter(folder):
    # Under a public address it may not open everybody's mail, as a demo does.
    site = Demo(folder / "fund", {"PERRON_SERVER_PUBLIC_URL": FUND, "PERRON_DEMO": "false", "PERRON_ROBOT_SLOW_WAIT": "1s"})
    try:
        visitor = Visitor(site)
        visitor.ask("/acces")
        time.sleep(1.2)
        visitor.send("/acces", {"qualite": "affilie", "numero": HENRI.number, "robot": "oui"})
        visitor.ask("/acces/envoi")
        visitor.send("/acces/envoi", {"canal": "courrier"})
        file = post.letter_for(site.data, HENRI.number)
        printed = subprocess.run(["pdftoppm", "-r", "132", "-png", file], capture_output=True, check=True).stdout
    finally:
        site.stop()
    # Below the last line there is only paper.
    whole = Image.open(io.BytesIO(printed)).convert("RGB")
    return fitted(whole.crop((0, 0, whole.width, int(whole.width * HEIGHT / 540))))


def page(folder):
    site = Demo(folder / "page")
    try:
        with sync_playwright() as playwright:
            browser = launch(playwright)
            tab = browser.new_page(locale="fr-FR", viewport={"width": 1120, "height": int(1120 * HEIGHT / 620)}, color_scheme="light")
            tab.goto(site.url + "/acces")
            tab.wait_for_load_state("networkidle")
            photograph = Image.open(io.BytesIO(tab.screenshot())).convert("RGB")
            browser.close()
            return fitted(photograph)
    finally:
        site.stop()


def fitted(picture):
    return picture.resize((picture.width * HEIGHT // picture.height, HEIGHT), Image.Resampling.LANCZOS)


def main(file):
    with tempfile.TemporaryDirectory() as folder:
        left, right = page(Path(folder)), letter(Path(folder))
    whole = Image.new("RGB", (left.width + right.width + 4 * MARGIN, HEIGHT + 2 * MARGIN), BACKGROUND)
    for picture, x in [(left, MARGIN), (right, left.width + 3 * MARGIN)]:
        whole.paste(EDGE, (x - 1, MARGIN - 1, x + picture.width + 1, MARGIN + HEIGHT + 1))
        whole.paste(picture, (x, MARGIN))
    indexed(whole).save(file, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1])
