"""A made-up fund of the tests' own on this machine: its people, its folder, and the program that serves it."""

import ctypes
import os
import re
import signal
import socket
import sqlite3
import subprocess
import threading
import time
import urllib.request
from collections import defaultdict
from pathlib import Path

import postgres

ROOT = Path(__file__).resolve().parents[2]
PERRON = Path(os.environ.get("PERRON", ROOT / ".build/debug/perron")).resolve()
COLUMNS = (
    "numero_dossier categorie situation civilite nom nom_naissance prenoms date_naissance adresse_1 adresse_2 adresse_3 adresse_4"
    " adresse_5 adresse_6 pays courriel telephone derniere_connexion date_deces dossier_lie representant"
).split()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def end_with_parent():
    """A proof that is killed leaves no server behind: PR_SET_PDEATHSIG, prctl(2)."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def number(index):
    return str(3_000_000 + index)


def email(index):
    return f"membre.{index}@exemple.fr"


class Fund:
    """`people` files; the even ones have an e-mail address. Everything cheap that is a matter of the robot check."""

    def __init__(self, folder, people, **environment):
        self.folder, self.people, self.port = Path(folder), people, free_port()
        self.data = self.folder / "data"
        self.url = f"http://localhost:{self.port}"
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("PERRON_")} | dict(
            PERRON_FUND_NAME="Caisse de retraite des métiers du soin", PERRON_FUND_SHORT_NAME="CARSO",
            PERRON_FUND_POSTAL_ADDRESS="12 RUE DES ERABLES,87000 LIMOGES", PERRON_FUND_TELEPHONE="05 00 00 00 00",
            PERRON_FUND_EMAIL_SENDER="espace@carso.example", PERRON_SERVER_PUBLIC_URL=self.url, PERRON_SERVER_PORT=str(self.port),
            PERRON_SERVER_TRUSTED_PROXIES="127.0.0.1", PERRON_DATA_DIRECTORY=str(self.data), PERRON_KEYS_MASTER="07" * 32,
            PERRON_MAIL_TRANSPORT="folder", PERRON_LETTERS_PRINT_AT_ONCE="true", PERRON_ROBOT_DIFFICULTY="1", PERRON_ROBOT_PUZZLES="1",
            PERRON_EMAILS_FIRST_RETRY="1s", PERRON_EMAILS_LONGEST_RETRY="2s") | environment
        self.process = None
        self.seen, self.post, self.lock = set(), defaultdict(list), threading.Lock()

    def fill(self):
        self.run("migrate")
        self.run("registry", "import", self.export())
        return self

    def export(self, telephone=""):
        path = self.folder / f"registry-{telephone[-2:]}.csv"
        rows = [";".join(COLUMNS)] + [";".join(self._row(index, telephone)) for index in range(self.people)]
        path.write_bytes(("\r\n".join(rows) + "\r\n").encode())
        return str(path)

    def _row(self, index, telephone):
        address = ["MME Jeanne ESSAI", "", "", "8 RUE DES TILLEULS", "", "87000 LIMOGES"]
        person = [number(index), "AFFILIE", "COTISANT", "MME", "ESSAI", "ESSAI", "Jeanne", "14/03/1980"]
        return person + address + ["FR", email(index) if index % 2 == 0 else "", telephone, "", "", "", ""]

    def say(self, *arguments, before=(), **environment):
        """A command to its end, whatever that is."""
        return subprocess.run(
            [*before, PERRON, *map(str, arguments)], cwd=ROOT, env=self.environment | environment, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=120)

    def run(self, *arguments):
        done = self.say(*arguments)
        if done.returncode != 0:
            raise RuntimeError(f"perron {' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done.stdout

    def begin(self, *arguments, before=(), log="perron.log", **environment):
        """A command that goes on; what is its own in the environment wins."""
        out = (self.folder / log).open("ab")
        return subprocess.Popen(
            [*before, PERRON, *arguments], cwd=ROOT, env=self.environment | environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
            start_new_session=True, preexec_fn=end_with_parent)

    def start(self, *arguments):
        """A command whose words are read while it runs, or once it has ended."""
        return subprocess.Popen(
            [PERRON, *arguments], cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, start_new_session=True, preexec_fn=end_with_parent)

    def serve(self, *arguments, before=()):
        self.process = self.begin("serve", *arguments, before=before)
        end = time.monotonic() + 30
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError("the server ended: " + self.log())
            try:
                urllib.request.urlopen(self.url + "/", timeout=2).read()
                return
            except OSError:
                time.sleep(0.01)
        raise RuntimeError("the server doesn't answer: " + self.log())

    def log(self):
        return (self.folder / "perron.log").read_text(errors="replace")[-3000:]

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def query(self, statement, *values):
        """By another program than ours, and only reading."""
        if url := self.environment.get("PERRON_DATABASE"):
            return postgres.rows(url, statement, *values)
        connection = sqlite3.connect(f"file:{self.data}/perron.sqlite?mode=ro", uri=True, timeout=10)
        try:
            return connection.execute(statement, values).fetchall()
        finally:
            connection.close()

    def mails(self, address):
        """The texts of what came to an address, oldest first."""
        with self.lock:
            self._read_post()
            return [text for _, text in sorted(self.post[address])]

    def _read_post(self):
        """What is new: thousands of files are asked for many times a second."""
        for name in {file.name for file in self.data.glob("mail/*.eml")} - self.seen:
            try:
                text = (self.data / "mail" / name).read_text(errors="replace")
            except FileNotFoundError:
                continue
            self.seen.add(name)
            self.post[re.search(r"^To: <(.*)>", text, re.M).group(1)].append((name, text))


CODE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b")
