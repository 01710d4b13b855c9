import functools
import http.server
import sys
import threading
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from chromium import launch  # noqa: E402
from demo import Demo  # noqa: E402
from states import Walks  # noqa: E402
from watch import Watch  # noqa: E402

# Whoever has no script waits 20 s where Perron is in use; a test need not.
SETTINGS = {"PERRON_ROBOT_SLOW_WAIT": "2s"}

# Short, since everything is on this machine: a label that isn't there is told soon.
PATIENCE = 8_000


@pytest.fixture(scope="session")
def browser():
    """One browser for the run. It reaches this machine and nothing else."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


class Visits:
    """Opens pages, each in a context of its own, and remembers what they did wrong."""

    def __init__(self, browser):
        self._browser = browser
        self._contexts = []
        self._watches = []

    def open(self, **options):
        # Without motion, so that what is measured has arrived where it goes.
        options = {"locale": "fr-FR", "timezone_id": "Europe/Paris", "reduced_motion": "reduce"} | options
        context = self._browser.new_context(**options)
        context.set_default_timeout(PATIENCE)
        self._contexts.append(context)
        page = context.new_page()
        self._follow(page)
        # Those that this one opens.
        context.on("page", self._follow)
        return page

    def _follow(self, page):
        page.watch = Watch(page)
        self._watches.append(page.watch)

    def faults(self):
        return [fault for watch in self._watches for fault in watch.faults()]

    def close(self):
        for context in self._contexts:
            context.close()


@pytest.fixture
def visits(browser):
    """A test's pages. A script error, a breach of the content security policy or a request to others fails the test."""
    visits = Visits(browser)
    yield visits
    faults = visits.faults()
    visits.close()
    assert faults == [], "what the pages did wrong"


@pytest.fixture
def wild_visits(browser):
    """As `visits`, for pages whose faults the test itself reads."""
    visits = Visits(browser)
    yield visits
    visits.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The demo that the tests of pages share."""
    yield from _until_stopped(_started(tmp_path_factory.mktemp("site") / "data"))


@pytest.fixture(scope="session")
def walks(browser, site):
    """What came before a page, on the shared demo: each way is gone once, for its quotas hold for all tests."""
    return Walks(browser, site)


@pytest.fixture
def own_site(tmp_path):
    """A demo of the test's own: no other test has used up its quotas."""
    yield from _until_stopped(_started(tmp_path / "data"))


def _started(data):
    try:
        return Demo(data, SETTINGS)
    except (OSError, RuntimeError) as error:
        pytest.fail(f"the demo doesn't start: {error}", pytrace=False)


def _until_stopped(demo):
    yield demo
    code = demo.stop()
    assert code == 0, f"the demo's end: {code}\n{demo.words()}"


class _Handler(http.server.SimpleHTTPRequestHandler):
    def end_headers(self):
        # The bad page's policy differs from the good one's only where `markup` looks and the watch doesn't.
        extra = "; object-src 'unsafe-inline'" if "bad" in self.path else ""
        self.send_header("Content-Security-Policy", "default-src 'self'" + extra)
        super().end_headers()

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="session")
def fixtures():
    """The address of the pages in fixtures/, under a strict policy."""
    handler = functools.partial(_Handler, directory=HERE / "fixtures")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()
