"""Perron as a fund runs it, `perron serve` with its log in a file, on a registry of so many files whose accounts are all open."""

import html
import http.client
import re
import shutil
import sqlite3
import subprocess
import sys
import time
import urllib.parse

import rig

KEY = "07" * 32
PASSWORD = "quatre chevaux verts"


def environment(data, port):
    return {
        "PERRON_DATA_DIRECTORY": str(data), "PERRON_SERVER_PUBLIC_URL": f"http://localhost:{port}", "PERRON_SERVER_PORT": str(port),
        "PERRON_SERVER_TRUSTED_PROXIES": "127.0.0.1", "PERRON_FUND_NAME": "Caisse de retraite des métiers du soin",
        "PERRON_FUND_SHORT_NAME": "CARSO", "PERRON_FUND_EMAIL_SENDER": "espace@carso.example",
        "PERRON_FUND_POSTAL_ADDRESS": "12 RUE DES ERABLES,87000 LIMOGES", "PERRON_FUND_TELEPHONE": "05 00 00 00 00",
        "PERRON_FUND_OPENING_HOURS": "du lundi au vendredi, de 9\u00a0h à 17\u00a0h", "PERRON_KEYS_MASTER": KEY,
        "PERRON_MAIL_TRANSPORT": "folder",
        # The proofs are worked out beforehand; what checking one costs does not depend on it.
        "PERRON_ROBOT_DIFFICULTY": "1",
    }


def perron(data, *arguments):
    run = subprocess.run(
        [rig.PERRON, *arguments], env=rig.os.environ | environment(data, 8080), capture_output=True, text=True, cwd=rig.ROOT)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def export(rows):
    """A registry export of so many made-up people, all lines good; kept from one bench to the next."""
    path = rig.CACHE / f"export-{rows}.csv"
    if not path.exists():
        rig.CACHE.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        with part.open("wb") as out:
            subprocess.run([sys.executable, rig.ROOT / "bin/evidence.d/faulty_registry.py", "--rows", str(rows)], stdout=out, check=True)
        part.rename(path)
    return path


def registry(rows):
    """A folder with so many files imported and an account for each, all with one password; kept from one bench to the next."""
    folder = rig.CACHE / f"files-{rows}"
    if folder.exists():
        perron(folder, "migrate")
        return folder
    part = rig.CACHE / f"files-{rows}.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    perron(part, "migrate")
    perron(part, "registry", "import", str(export(rows)))
    stored = subprocess.run([rig.PROOF, "hash", "--key", KEY, PASSWORD], capture_output=True, text=True, check=True).stdout.strip()
    now = int(time.time() * 1000)
    with sqlite3.connect(part / "perron.sqlite") as database:
        database.execute(
            "INSERT INTO account (record_id, password, opened_at, password_set_at) SELECT id, ?, ?, ? FROM pension_record",
            (stored, now, now))
    part.rename(folder)
    return folder


def copy(rows, folder):
    """The same registry in a folder of a part's own, to be written to. A copy shares what it can with the original."""
    subprocess.run(["cp", "-r", "--reflink=auto", registry(rows), folder], check=True)
    return folder


def numbers(data, count):
    with sqlite3.connect(data / "perron.sqlite") as database:
        return [row[0] for row in database.execute("SELECT number FROM pension_record WHERE died_on IS NULL LIMIT ?", (count,))]


def serve(data, cores=rig.SERVER, settings=None):
    port = rig.free_port()
    return rig.Server(
        [rig.PERRON, "serve", "--without-worker"], port, data.parent / f"{data.name}-{port}.log", cores, environment(data, port) | (settings or {}))


class Visitor:
    """A browser's cookies and the token of its forms."""

    def __init__(self, server):
        self._server, self.cookies = server, {}
        self.token = re.search(r'name="jeton" value="([^"]+)"', self.ask("GET", "/connexion")[1]).group(1)

    def ask(self, method, path, form=None):
        connection = http.client.HTTPConnection("localhost", self._server.port)
        headers = {"Cookie": self.cookie} if self.cookies else {}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, urllib.parse.urlencode(form) if form is not None else None, headers)
        answer = connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer.status, html.unescape(answer.read().decode())

    @property
    def cookie(self):
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def sign_in(self, number):
        status, _ = self.ask("POST", "/connexion", {"jeton": self.token, "numero": number, "mot_de_passe": PASSWORD})
        assert status == 303, status
        return self
