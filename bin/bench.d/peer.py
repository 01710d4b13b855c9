"""The peer: Django with django-allauth on gunicorn, a worker a core, set up by bench/peer/setup."""

import http.cookiejar
import re
import subprocess
import urllib.parse
import urllib.request

import rig

FOLDER = rig.ROOT / "bench/peer"
VENV = rig.CACHE / "peer/venv/bin"
MEMBERS = 200


def set_up():
    subprocess.run([FOLDER / "setup"], check=True)


def serve(folder, password, cores=rig.SERVER):
    """A worker a core, each with four threads so that connections may stay open."""
    environment = {"PEER_DATABASE": str(folder / "peer.sqlite")}
    if not (folder / "peer.sqlite").exists():
        for command in (["migrate", "-v0"], ["members", str(MEMBERS), password]):
            subprocess.run([VENV / "python", "manage.py", *command], cwd=FOLDER, env=rig.os.environ | environment, check=True)
    port = rig.free_port()
    workers = len(cores.split(","))
    return rig.Server(
        [VENV / "gunicorn", "--chdir", FOLDER, "-w", workers, "-k", "gthread", "--threads", 4, "-b", f"127.0.0.1:{port}",
         "--log-level", "error", "fund.wsgi"],
        port, folder / "peer.log", cores, environment)


class Visitor:
    def __init__(self, server):
        self._server, self._jar = server, http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar))
        self.token = self._form("/accounts/login/")

    def _form(self, path):
        page = self._opener.open(self._server.url + path).read().decode()
        return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)

    @property
    def cookie(self):
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._jar)

    def sign_in(self, name, password):
        form = {"csrfmiddlewaretoken": self.token, "login": name, "password": password}
        answer = self._opener.open(self._server.url + "/accounts/login/", urllib.parse.urlencode(form).encode())
        assert answer.url.endswith("/espace/"), answer.url
        return self
