"""Every check on every sheet of the gallery that the Swift tests print with PERRON_GALLERY=FOLDER: the states of pages
that one can't walk to at will, such as a code past its last day."""

import functools
import http.server
import os
import threading
from pathlib import Path

import pytest

from checks import CHECKS, Expected

FOLDER = os.environ.get("PERRON_GALLERY")
SHEETS = sorted(sheet.stem for sheet in Path(FOLDER, "fr").glob("*.html")) if FOLDER else []
# In the other language only what depends on the words' length and on the document itself.
ENGLISH = [check for check in CHECKS if check.name in ("320 px", "markup")]


class _Handler(http.server.SimpleHTTPRequestHandler):
    def end_headers(self):
        self.send_header("Content-Security-Policy", "default-src 'self'")
        super().end_headers()

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def gallery():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=FOLDER)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


@pytest.mark.skipif(not FOLDER, reason="bin/test prints the gallery")
def test_there_is_a_gallery():
    assert len(SHEETS) > 20


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_passes_a_check(sheet, check, visits, gallery):
    page = visits.open(**check.options)
    page.goto(f"{gallery}/fr/{sheet}.html")

    assert check.run(page, Expected()) == []


@pytest.mark.parametrize("check", ENGLISH, ids=lambda check: check.name)
@pytest.mark.parametrize("sheet", SHEETS)
def test_an_english_sheet_passes_a_check(sheet, check, visits, gallery):
    page = visits.open(**check.options)
    page.goto(f"{gallery}/en/{sheet}.html")

    assert check.run(page, Expected(language="en")) == []
