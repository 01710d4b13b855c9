"""A third party for the browser's tests: its server (Tests/robots/siteverify.py) and, in place of its script, one that shows a button."""

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[1] / "robots" / "siteverify.py"

# What each of the three loads, and the object that its script leaves behind.
THIRD_PARTIES = {
    "recaptcha": ("https://www.google.com/recaptcha/api.js", "grecaptcha"),
    "hcaptcha": ("https://js.hcaptcha.com/1/api.js", "hcaptcha"),
    "turnstile": ("https://challenges.cloudflare.com/turnstile/v0/api.js", "turnstile"),
}

WIDGET = """
window.OBJECT = {
    render(place, options) {
        window.widgetOptions = options;
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = "Je suis humain";
        button.onclick = () => options.callback("TOKEN");
        place.append(button);
        return 0;
    },
};
window.perronRobotReady();
"""


class Siteverify:
    """The server; a demo asks it by the `settings`."""

    def __init__(self, folder, kind):
        self.kind = kind
        self._process = subprocess.Popen(
            [sys.executable, SCRIPT, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._port = int(self._process.stdout.readline().split()[1])

    @property
    def settings(self):
        return {
            "PERRON_ROBOT_KIND": self.kind, "PERRON_ROBOT_SITE_KEY": "a-site-key", "PERRON_ROBOT_SECRET": "a-secret",
            "PERRON_ROBOT_VERIFY_URL": f"http://localhost:{self._port}/{self.kind}/browser/siteverify",
        }

    def stop(self):
        self._process.stdin.close()
        self._process.wait(10)


class Widget:
    """Stands in for the third party's script on one page, and remembers what of it was asked for."""

    def __init__(self, page, kind, token="good"):
        self.asked = []
        self.token = token
        address, self._object = THIRD_PARTIES[kind]
        self._is_away = False
        page.route(lambda url: not url.startswith("http://localhost"), self._answer)
        self._address = address

    def go_away(self):
        self._is_away = True

    def _answer(self, route):
        self.asked.append(route.request.url)
        if self._is_away or not route.request.url.startswith(self._address):
            return route.abort()
        body = WIDGET.replace("OBJECT", self._object).replace("TOKEN", self.token)
        route.fulfill(body=body, content_type="text/javascript")
