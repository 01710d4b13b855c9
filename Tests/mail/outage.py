"""N mails through « perron work » to a real mail server that is stopped and started again meanwhile: every one must
arrive. Prints a table in Markdown; fails if a mail is missing.

    outage.py [N]

The orders are put into the database as « Valider votre choix » leaves them; all else is the program itself.
"""

import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from postfix import Postfix

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PERRON = Path(os.environ.get("PERRON", ROOT / ".build/release/perron")).resolve()
COLUMNS = (
    "numero_dossier categorie situation civilite nom nom_naissance prenoms date_naissance adresse_1 adresse_2 adresse_3 adresse_4"
    " adresse_5 adresse_6 pays courriel telephone derniere_connexion date_deces dossier_lie representant"
).split()
OUTAGE = 6
PATIENCE = 200


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Sink:
    """aiosmtpd, with STARTTLS and AUTH, or plain as the place that Postfix hands on to."""

    def __init__(self, folder, certificate, key, plain=False):
        self.folder, self.port, self.plain = folder, free_port(), plain
        self.certificate, self.key = certificate, key
        folder.mkdir()

    def start(self):
        command = [sys.executable, "-W", "ignore", HERE / "server.py", str(self.port), self.folder, self.certificate, self.key]
        self.process = subprocess.Popen(command + ["--plain"] * self.plain, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self.process.stdout.readline() == "ready\n"

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def received(self):
        """(address, when) of every mail taken."""
        mails = []
        for file in self.folder.glob("*.eml"):
            lines = file.read_text().splitlines()
            address = next(line for line in lines if line.startswith("To: ")).removeprefix("To: ").strip("<>")
            mails.append((address, file.stat().st_mtime))
        return mails


class Fund:
    """A data folder with a registry of N people, and the worker."""

    def __init__(self, folder, people, environment, emails="membre.{}@exemple.fr"):
        self.folder, self.people, self._emails = folder, people, emails
        key = folder / "key"
        key.write_text(self._run("config", "new-key", environment=dict(os.environ)))
        self.environment = dict(
            os.environ,
            PERRON_FUND_NAME="Caisse de retraite des métiers du soin", PERRON_FUND_SHORT_NAME="CARSO",
            PERRON_FUND_POSTAL_ADDRESS="12 RUE DES ERABLES,87000 LIMOGES", PERRON_FUND_TELEPHONE="05 00 00 00 00",
            PERRON_FUND_EMAIL_SENDER="espace@carso.example", PERRON_SERVER_PUBLIC_URL="https://espace.carso.example",
            PERRON_DATA_DIRECTORY=str(folder / "data"), PERRON_KEYS_MASTER_FILE=str(key), PERRON_MAIL_SMTP_HOST="localhost",
            PERRON_EMAILS_FIRST_RETRY="1s", PERRON_EMAILS_LONGEST_RETRY="4s", **environment,
        )
        self._run("migrate")
        export = folder / "registry.csv"
        rows = [";".join(COLUMNS)] + [";".join(self._row(index)) for index in range(people)]
        export.write_bytes(("\r\n".join(rows) + "\r\n").encode())
        self._run("registry", "import", str(export))
        self.database = folder / "data" / "perron.sqlite"

    def start(self):
        log = open(self.folder / "work.log", "w")
        self.worker = subprocess.Popen([PERRON, "work"], env=self.environment, stdout=log, stderr=log)

    def stop(self):
        self.worker.terminate()
        return self.worker.wait()

    def kill(self):
        self.worker.kill()
        self.worker.wait()

    def order(self, first, last):
        """Orders by e-mail for these people; when each was ordered, by address."""
        ordered = {}
        with sqlite3.connect(self.database, timeout=10) as connection:
            for index in range(first, last):
                now = time.time()
                at, request, order = int(now * 1000), f"0REQ{index:022}", f"0DSP{index:022}"
                connection.execute(
                    "INSERT INTO access_request (id, number, role, language, state, channel, slow_lane, network, follow_up,"
                    " started_at, confirmed_at) VALUES (?, ?, 'member', 'fr', 'confirmed', 'email', 0, x'00', ?, ?, ?)",
                    (request, self._number(index), f"{index:010}", at, at),
                )
                connection.execute(
                    "INSERT INTO dispatch (id, request_id, channel, state, due_at, created_at) VALUES (?, ?, 'email', 'pending', ?, ?)",
                    (order, request, at, at),
                )
                ordered[self._email(index)] = now
        connection.close()
        return ordered

    def counts(self):
        connection = sqlite3.connect(self.database, timeout=10)
        settled = connection.execute("SELECT COUNT(*) FROM dispatch WHERE state = 'settled' AND outcome = 'email'").fetchone()[0]
        alive = connection.execute("SELECT COUNT(*) FROM provisional_password WHERE voided_at IS NULL").fetchone()[0]
        tries = connection.execute("SELECT MAX(attempts) FROM dispatch").fetchone()[0]
        connection.close()
        return settled, alive, tries

    def _run(self, *arguments, environment=None):
        done = subprocess.run([PERRON, *arguments], env=environment or self.environment, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"perron {' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done.stdout

    def _number(self, index):
        return str(3_000_000 + index)

    def _email(self, index):
        return self._emails.format(index)

    def _row(self, index):
        address = ["MME Jeanne ESSAI", "", "", "8 RUE DES TILLEULS", "", "87000 LIMOGES"]
        person = [self._number(index), "AFFILIE", "COTISANT", "MME", "ESSAI", "ESSAI", "Jeanne", "14/03/1980"]
        return person + address + ["FR", self._email(index), "", "", "", "", ""]


def through(name, server, sink, fund):
    """Three waves: before the outage, in it, after it. A row of the first table."""
    third = fund.people // 3
    fund.start()
    ordered = fund.order(0, third)
    wait(lambda: len(sink.received()) >= third)
    server.stop()
    ordered |= fund.order(third, 2 * third)
    time.sleep(OUTAGE)
    while_away = len(sink.received()) - third
    server.start()
    back = time.time()
    ordered |= fund.order(2 * third, fund.people)
    wait(lambda: fund.counts()[0] == fund.people and len({address for address, _ in sink.received()}) == fund.people)
    took = time.time() - back
    code = fund.stop()
    received = sink.received()
    settled, alive, tries = fund.counts()
    arrived = {address for address, _ in received}
    waits = sorted(at - ordered[address] for address, at in received if address in list(ordered)[:third])
    print(
        f"| {name} | {fund.people} | {OUTAGE} s | {while_away} | {len(arrived)} | {len(received) - len(arrived)} | {settled} |"
        f" {alive} | {tries} | {waits[len(waits) // 2]:.2f} s, {waits[int(len(waits) * 0.99)]:.2f} s | {took:.1f} s |"
    )
    assert code == 0, "the worker did not stop cleanly"
    return len(arrived) == fund.people and settled == fund.people


def killed(sink, fund):
    """The worker is killed with -9 again and again while mails flow. What it held is taken up once its lease has run out."""
    fund.start()
    ordered = fund.order(0, fund.people)
    for share in (1, 2, 3):
        wait(lambda: len(sink.received()) >= share * fund.people // 5)
        fund.kill()
        fund.start()
    begun = time.time()
    wait(lambda: fund.counts()[0] == fund.people)
    took = time.time() - begun
    fund.stop()
    received = sink.received()
    arrived = {address for address, _ in received}
    settled, alive, _ = fund.counts()
    print(f"| 3 | {fund.people} | {len(arrived)} | {len(received) - len(arrived)} | {settled} | {alive} | {took:.0f} s |")
    return arrived == set(ordered) and settled == fund.people


def wait(until):
    end = time.time() + PATIENCE
    while time.time() < end and not until():
        time.sleep(0.2)


def main():
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 900
    with tempfile.TemporaryDirectory(prefix="perron-outage-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        certificate, key = folder / "certificate.pem", folder / "key.pem"
        subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", *subject]
            + ["-keyout", key, "-out", certificate], check=True, capture_output=True,
        )
        print("Mails go through `perron work`: a third before the mail server is stopped, a third while it is away, a third after.")
        print("Postfix hands on to a second aiosmtpd, and what that one took is counted.\n")
        print("| server | mails | away | taken meanwhile | arrived | twice | settled | codes alive | most tries | p50, p99 before | all there after |")
        print("| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |")
        passed = with_aiosmtpd(folder, certificate, key, people)
        passed = with_postfix(folder, certificate, key, people) and passed
        print("\nThen the worker is killed (-9) while mails flow. A mail in hand at that moment may be sent twice, with a code each,")
        print("and both codes live; a lease of 90 s runs out before another worker takes it up.\n")
        print("| kills | mails | arrived | twice | settled | codes alive | all there after |")
        print("| --: | --: | --: | --: | --: | --: | --: |")
        passed = with_kills(folder, certificate, key, people) and passed
        print("\nEvery mail arrived." if passed else "\nMails are missing.")
        return 0 if passed else 1


def with_aiosmtpd(folder, certificate, key, people):
    return with_sink(folder / "aiosmtpd", certificate, key, people, lambda sink, fund: through("aiosmtpd, STARTTLS, AUTH", sink, sink, fund))


def with_kills(folder, certificate, key, people):
    return with_sink(folder / "kills", certificate, key, people, killed)


def with_sink(here, certificate, key, people, run):
    here.mkdir()
    sink = Sink(here / "mail", certificate, key)
    sink.start()
    environment = {
        "PERRON_MAIL_SMTP_PORT": str(sink.port), "PERRON_MAIL_SMTP_CERTIFICATES": str(certificate),
        "PERRON_MAIL_SMTP_USER": "perron", "PERRON_MAIL_SMTP_PASSWORD": "a secret",
    }
    try:
        return run(sink, Fund(here, people, environment))
    finally:
        sink.stop()


def with_postfix(folder, certificate, key, people):
    here = folder / "postfix"
    here.mkdir()
    sink = Sink(here / "mail", certificate, key, plain=True)
    sink.start()
    server = Postfix(here / "postfix", port := free_port(), sink.port, certificate, key)
    server.start()
    environment = {"PERRON_MAIL_SMTP_PORT": str(port), "PERRON_MAIL_SMTP_CERTIFICATES": str(certificate)}
    try:
        return through("Postfix, STARTTLS", server, sink, Fund(here, people, environment))
    finally:
        server.stop()
        sink.stop()


if __name__ == "__main__":
    sys.exit(main())
