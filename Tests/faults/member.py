"""A member without a browser: keeps cookies, fills in the forms of the page that it shows, solves the robot check."""

import hashlib
import html
import http.client
import re
import time
import urllib.parse

from fund import CODE, email, number

PASSWORD = "lavande girafe cuivre nantes"


class Member:
    def __init__(self, fund, index):
        self.fund, self.index, self.number = fund, index, number(index)
        # Which of the fund's processes is asked; all under one name.
        self.port = fund.port
        self.address = f"198.{18 + index % 2}.{index // 256 % 256}.{index % 256}"
        self.cookies, self.page, self.status, self.place, self.retry_after = {}, "", 0, "", None
        # What is being asked at this moment, « POST /acces », for whoever wants to strike then.
        self.doing = None

    def open(self, path):
        return self._follow(self._ask("GET", path))

    def send(self, path, typed):
        """A form of the page that is shown, with its hidden fields; OSError if the server died over it."""
        fields = dict(self._hidden(path)) | typed
        return self._follow(self._ask("POST", path, urllib.parse.urlencode(fields)))

    def ask_for(self, channel):
        """Steps 2 to 6; true once it was acknowledged."""
        self.open("/acces")
        typed = {"qualite": "affilie", "numero": self.number, "robot": "oui", "preuve": self.proof()}
        self.send("/acces", typed)
        if self.place != "/acces/envoi":
            return False
        self.send("/acces/envoi", {"canal": channel})
        return self.place == "/acces/suivi"

    def sign_in(self, password):
        """Where that leads."""
        self.open("/connexion")
        self.send("/connexion", {"numero": self.number, "mot_de_passe": password})
        return self.place

    def choose(self, password):
        """Step 8; true once it was acknowledged."""
        self.send("/mot-de-passe", {"jour": "14", "mois": "3", "annee": "1980", "mot_de_passe": password})
        return self.place == "/espace"

    def open_space(self):
        """Steps 2 to 8, by e-mail."""
        if not (self.ask_for("courriel") and self.sign_in(self.await_code()) and self.choose(PASSWORD)):
            raise RuntimeError(f"the space of {self.number} was not opened: {self.status} at {self.place}")
        return self

    def await_code(self, patience=20):
        """The newest of those that came by e-mail, once there is one."""
        end = time.monotonic() + patience
        while not self.codes():
            if time.monotonic() > end:
                raise RuntimeError(f"no e-mail came for {self.number}")
            time.sleep(0.02)
        return self.codes()[-1]

    def codes(self):
        return [CODE.search(text).group(0) for text in self.fund.mails(email(self.index)) if CODE.search(text)]

    def connection(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def _ask(self, method, path, body=None):
        connection = self.connection()
        headers = {"Host": f"localhost:{self.fund.port}", "X-Forwarded-For": self.address}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.doing = f"{method} {path}"
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        except http.client.HTTPException as error:
            raise ConnectionError(str(error)) from error
        finally:
            self.doing = None
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies.pop(name, None) if value == "" else self.cookies.update({name: value})
        self.status, self.retry_after = answer.status, answer.headers.get("Retry-After")
        self.place, self.page = path, text
        return answer.headers.get("Location") if answer.status == 303 else None

    def _follow(self, location):
        while location:
            # Acknowledged by the redirect itself, whatever becomes of the page behind it.
            self.place = location
            try:
                location = self._ask("GET", location)
            except OSError:
                return self
        return self

    def _hidden(self, path):
        form = re.search(rf'<form[^>]*action="{re.escape(path)}"[^>]*>(.*?)</form>', self.page, re.S)
        for tag in re.findall(r"<input[^>]*>", form.group(1)) if form else []:
            if 'type="hidden"' in tag and ' name="' in tag:
                name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
                yield name.group(1), html.unescape(value.group(1)) if value else ""

    def proof(self):
        found = re.search(r'data-challenge="([^"]+)"', self.page)
        if not found:
            return ""
        difficulty, count = (int(re.search(rf'data-{word}="(\d+)"', self.page).group(1)) for word in ("difficulty", "count"))
        return ",".join(self._nonce(f"{found.group(1)}:{index}:", difficulty) for index in range(count))

    def _nonce(self, prefix, difficulty):
        nonce = 0
        while int.from_bytes(hashlib.sha256(f"{prefix}{nonce}".encode()).digest(), "big") >> (256 - difficulty):
            nonce += 1
        return str(nonce)
