"""What a page does wrong while it is open, whoever looks at what."""

from urllib.parse import urlsplit


class Watch:
    """Follows one page: errors of its scripts, breaches of its content security policy, requests to others, parts that
    didn't load."""

    def __init__(self, page):
        self._faults = []
        self._documents = []
        self._page = page
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self._faults.append(f"script error: {error}"))
        page.on("request", self._on_request)
        page.on("response", self._on_response)
        page.add_init_script(
            "addEventListener('securitypolicyviolation', e => console.error('policy:', e.effectiveDirective, e.blockedURI))"
        )

    def faults(self):
        return list(dict.fromkeys(self._faults))

    def documents(self):
        """How many pages were sent so far."""
        return len(self._documents)

    def document(self):
        """The page as it was sent last."""
        return self._documents[-1].text()

    def status(self):
        return self._documents[-1].status

    def headers(self):
        return self._documents[-1].headers

    def _on_console(self, message):
        # Chromium logs a page's own answer of 4xx as a part that failed to load; a form with mistakes is such an answer.
        own = message.text.startswith("Failed to load resource") and any(
            message.location.get("url") == document.url for document in self._documents
        )
        if message.type == "error" and not own:
            self._faults.append(f"console: {message.text}")

    def _on_request(self, request):
        asked = urlsplit(request.url)
        if asked.scheme in ("http", "https", "ws", "wss") and asked.hostname != "localhost":
            self._faults.append(f"a request to {asked.hostname}")

    def _on_response(self, response):
        request = response.request
        if request.is_navigation_request() and request.frame == self._page.main_frame:
            if response.status not in (301, 302, 303, 307, 308):
                self._documents.append(response)
        elif response.status >= 400:
            self._faults.append(f"{response.status} for {urlsplit(response.url).path}")


def await_page(page, before):
    """Until another page was sent and stands: a form may first work out its proof."""
    for _ in range(500):
        if page.watch.documents() > before:
            break
        page.wait_for_timeout(20)
    page.wait_for_load_state()
