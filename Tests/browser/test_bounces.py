"""E-mails that come back: a real Postfix takes them, hands them on to a server that refuses them, and reports it to the return path."""

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

from demo import PROGRAM, ROOT

sys.path.insert(0, str(ROOT / "Tests/mail"))
import outage  # noqa: E402
from postfix import Postfix  # noqa: E402

outage.PERRON = PROGRAM
RETURN = "rebonds@carso.example"
pytestmark = pytest.mark.skipif(shutil.which("postfix") is None or os.getuid() != 0, reason="needs Postfix, and root for it")


class PostOffice:
    """A fund, its Postfix with a mailbox for what comes back, and the world that it sends to."""

    def __init__(self, folder, **more):
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
        self.maildir = self.postfix.maildir
        self.fund = outage.Fund(folder, 3, {
            "PERRON_MAIL_SMTP_PORT": str(port), "PERRON_MAIL_SMTP_CERTIFICATES": str(certificate), "PERRON_MAIL_RETURN_PATH": RETURN,
            "PERRON_MAIL_DKIM_DOMAIN": "carso.example", "PERRON_MAIL_DKIM_SELECTOR": "perron2026",
            "PERRON_MAIL_DKIM_KEY_FILE": str(self.signing)})
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


def test_a_mailbox_that_does_not_exist(office):
    here = office()
    here.answers("550 5.1.1 no such mailbox")
    here.fund.order(0, 1)
    here.returned()

    told = here.bounces()

    assert told.returncode == 0 and told.stdout.split() == "1 a letter leaves instead".split()
    wait(lambda: here.ordered() == [("email", "settled", "email"), ("letter", "settled", "letter")])
    assert here.ask("SELECT address, status FROM dead_address") == [("membre.0@exemple.fr", "5.1.1")]
    assert here.ask("SELECT COUNT(*) FROM provisional_password WHERE voided_at IS NULL AND channel = 'email'") == [(0,)]
    assert [file.name.split(":")[1] for file in (here.maildir / "cur").iterdir()] == ["2,S"]

    # The same again, then one with another token: neither changes anything.
    before = here.ask("SELECT COUNT(*) FROM audit_event")
    seen = next((here.maildir / "cur").iterdir())
    shutil.copy(seen, here.maildir / "new/again")
    text = seen.read_text()
    token = here.ask("SELECT hex(return_token) FROM dispatch WHERE return_token IS NOT NULL")[0][0].lower()
    assert token in text
    (here.maildir / "new/forged").write_text(text.replace(token, "0" * 30))
    assert "1  settled before" in (told := here.bounces().stdout) and "1  no report about an e-mail of ours" in told
    assert here.ask("SELECT COUNT(*) FROM audit_event") == before
    assert [file.name for file in (here.maildir / "new").iterdir()] == ["forged"]

    assert here.say("mail", "alive", "membre.0@exemple.fr").returncode == 0
    assert here.ask("SELECT COUNT(*) FROM dead_address") == [(0,)]
    assert here.say("mail", "alive", "membre.0@exemple.fr").returncode == 1


def test_a_mailbox_that_is_busy_for_a_while(office):
    here = office(delay="1s")
    here.answers("451 4.2.1 busy")
    here.fund.order(0, 1)
    here.returned()

    assert here.bounces().stdout.split(maxsplit=1)[1].startswith("only late")
    here.answers(None)

    wait(here.world.received)
    assert here.ordered() == [("email", "settled", "email")]
    assert here.ask("SELECT COUNT(*) FROM dead_address") == [(0,)]


def test_a_mailbox_that_is_busy_for_good(office):
    here = office(lifetime="1s")
    here.answers("451 4.2.1 busy")
    here.fund.order(0, 1)
    here.returned()

    assert "a letter leaves instead" in here.bounces().stdout
    wait(lambda: ("letter", "settled", "letter") in here.ordered())
    assert here.ask("SELECT COUNT(*) FROM dead_address") == [(0,)]


def test_what_arrives_is_signed_and_names_its_return_path(office):
    here = office()
    here.fund.order(0, 1)
    wait(here.world.received)
    raw = next(here.world.folder.glob("*.eml")).read_bytes()
    sender, rest = raw.split(b"\r\n", 1)
    message = rest[rest.index(b"Received:"):]
    public = subprocess.run(["openssl", "rsa", "-in", here.signing, "-pubout", "-outform", "DER"], capture_output=True, check=True).stdout

    assert sender.startswith(b"X-From: rebonds+")
    record = b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)
    assert dkim.verify(message, dnsfunc=lambda name, timeout=5: record if name == b"perron2026._domainkey.carso.example." else None)
    told = here.say("config", "check").stdout
    assert "RSA of 2048 bits" in told and base64.b64encode(public).decode() in told.replace('"\n    "', "")


def test_mail_check_tells_each_step(office):
    here = office()

    told = here.say("mail", "check", "agathe@exemple.fr")
    # Postfix has taken it, and passes it on in its own time.
    wait(here.world.received)
    here.answers("550 5.1.1 no such mailbox")
    refused = here.say("mail", "check", "agathe@autre.example")

    assert told.returncode == 0, told.stderr
    steps = ["connection  220", "encryption  TLSv1", "sender      250", "recipient   250", "message     250"]
    for word in steps + ["queued as", "v=DKIM1", "v=spf1", "_dmarc"]:
        assert word in told.stdout, word
    assert refused.returncode == 0, "Postfix takes it, and reports it later"
    report = here.returned()[0]
    assert "1  no report about an e-mail of ours" in here.bounces().stdout
    assert report.exists()


def openssl(*arguments):
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


def wait(until, patience=40):
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if found := until():
            return found
        time.sleep(0.1)
    raise AssertionError("it didn't happen")

