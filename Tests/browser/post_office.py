"""A fund whose e-mails come back, with a real Postfix, for the test files that import it."""

import base64
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import dkim
import pytest

from demo import PROGRAM, ROOT, end_with_parent

sys.path.insert(0, str(ROOT / "Tests/mail"))
import outage  # noqa: E402
from postfix import Postfix  # noqa: E402

outage.PERRON = PROGRAM
RETURN = "rebonds@carso.example"
needs_postfix = pytest.mark.skipif(shutil.which("postfix") is None or os.getuid() != 0, reason="needs Postfix, and root for it")


class PostOffice:
    """A fund, its Postfix with a mailbox for what comes back, and the world that it sends to."""

    def __init__(self, folder, emails="membre.{}@exemple.fr", **more):
        folder.chmod(0o755)
        certificate, key, self.signing = folder / "certificate.pem", folder / "key.pem", folder / "dkim.pem"
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate)
        openssl("genrsa", "-out", self.signing, "2048")
        self.world = outage.Sink(folder / "world", certificate, key, plain=True)
        self.world.start()
        port = outage.free_port()
        self.postfix = Postfix(folder / "postfix", port, self.world.port, certificate, key, returns=RETURN, **more)
        self.postfix.start()
        # Where they go without a listener.
        self.maildir = getattr(self.postfix, "maildir", None)
        self.fund = outage.Fund(folder, 3, {
            "PERRON_MAIL_SMTP_PORT": str(port), "PERRON_MAIL_SMTP_CERTIFICATES": str(certificate), "PERRON_MAIL_RETURN_PATH": RETURN,
            "PERRON_MAIL_DKIM_DOMAIN": "carso.example", "PERRON_MAIL_DKIM_SELECTOR": "perron2026",
            "PERRON_MAIL_DKIM_KEY_FILE": str(self.signing)}, emails)
        self.fund.start()

    def close(self):
        self.fund.stop()
        self.postfix.stop()
        self.world.stop()

    def answers(self, reply):
        """What the world says of every recipient; None to take them."""
        file = self.world.folder / "rcpt"
        file.write_text(reply) if reply else file.unlink()

    def returned(self, count=1):
        """The mails that came back and wait to be read."""
        return wait(lambda: found if len(found := list((self.maildir / "new").glob("*"))) >= count else None)

    def bounces(self):
        return self.say("mail", "bounces", self.maildir)

    def begin(self, *arguments):
        """A command that goes on until it is stopped."""
        return subprocess.Popen(
            [PROGRAM, *map(str, arguments)], env=self.fund.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, preexec_fn=end_with_parent)

    def say(self, *arguments):
        return subprocess.run([PROGRAM, *map(str, arguments)], env=self.fund.environment, capture_output=True, text=True, timeout=60)

    def ask(self, sql):
        connection = sqlite3.connect(self.fund.database, timeout=10)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def ordered(self):
        return sorted(self.ask("SELECT channel, state, outcome FROM dispatch"))


@pytest.fixture
def office(tmp_path_factory):
    made = []

    def make(**more):
        # Short and open to Postfix's users: its sockets' names have little room, its processes give root up.
        made.append(PostOffice(Path(tmp_path_factory.mktemp("post")), **more))
        return made[-1]

    yield make
    for one in made:
        one.close()


def verified(message, public):
    record = b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)
    return dkim.verify(message, dnsfunc=lambda name, timeout=5: record if name == b"perron2026._domainkey.carso.example." else None)


def openssl(*arguments):
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


def wait(until, patience=40):
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if found := until():
            return found
        time.sleep(0.1)
    raise AssertionError("it didn't happen")

