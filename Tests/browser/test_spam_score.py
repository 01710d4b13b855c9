"""Every e-mail there is, as the product signs and sends it through a real Postfix, judged by rspamd as whoever gets mail judges it."""

import base64
import email
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from demo import PROGRAM, ROOT

sys.path.insert(0, str(ROOT / "Tests/mail"))
import judge  # noqa: E402
import outage  # noqa: E402
from postfix import Postfix  # noqa: E402

PROOF = PROGRAM.parent / "perron-proof"
# From 4 on a message is put off, from 6 on it is marked as rubbish, by rspamd's own settings.
MOST = 1
PROVEN = {"R_DKIM_ALLOW", "R_SPF_ALLOW", "DMARC_POLICY_ALLOW"}
missing = [name for name in ("postfix", "rspamd") if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(missing) or os.getuid() != 0, reason=f"needs {' '.join(missing)}, and root for them")


class Mail:
    """What the world's mail server was told, and the bytes that it was given."""

    def __init__(self, file):
        sender, recipient, peer, options, tls, self.bytes = file.read_bytes().split(b"\r\n", 5)
        self.sender, self.recipient = (line.split(b": ", 1)[1].decode() for line in (sender, recipient))
        self.name = email.message_from_bytes(self.bytes)["Message-ID"].strip("<>").split("@")[0]


def openssl(*arguments):
    return subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True).stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = Path(tmp_path_factory.mktemp("score"))
    folder.chmod(0o755)
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost", "-keyout", folder / "key.pem", "-out", folder / "certificate.pem")
    openssl("genrsa", "-out", folder / "dkim.pem", "2048")
    return folder


@pytest.fixture(scope="module")
def mails(folder):
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    world = outage.Sink(folder / "world", certificate, key, plain=True)
    world.start()
    server = Postfix(folder / "postfix", outage.free_port(), world.port, certificate, key, hostname=judge.NAME)
    server.start()
    try:
        told = subprocess.run(
            [PROOF, "mails", "--port", str(server.port), "--certificates", certificate, "--key", folder / "dkim.pem"],
            capture_output=True, text=True, cwd=ROOT, timeout=120)
        assert told.returncode == 0, told.stdout + told.stderr
        outage.wait(lambda: server.waiting() == 0)
        return sorted((Mail(file) for file in world.folder.glob("*.eml")), key=lambda mail: mail.name)
    finally:
        server.stop()
        world.stop()


@pytest.fixture(scope="module")
def rspamd(folder):
    public = openssl("rsa", "-in", folder / "dkim.pem", "-pubout", "-outform", "DER")
    with judge.Judge(judge.zone(base64.b64encode(public).decode())) as rspamd:
        yield rspamd


def test_every_e_mail_scores_under_one(mails, rspamd):
    assert len(mails) >= 32 and len({mail.name for mail in mails}) == len(mails)
    bad = {}
    for mail in mails:
        score, symbols = rspamd.score(mail.bytes, mail.sender, mail.recipient)
        if score >= MOST or not PROVEN <= symbols.keys():
            bad[mail.name] = (score, {name: value for name, value in symbols.items() if value} | {"proven": sorted(PROVEN & symbols.keys())})

    assert not bad, "\n".join(f"{name}: {score} {symbols}" for name, (score, symbols) in bad.items())


def test_a_mail_that_was_changed_or_comes_from_elsewhere_scores_over_it(mails, rspamd):
    mail = mails[0]
    changed = mail.bytes.replace(b"Content-Language: ", b"Content-Language: x-")
    elsewhere = dict(ip=judge.STRANGER, helo="friend", hostname="unknown")

    as_sent, _ = rspamd.score(mail.bytes, mail.sender, mail.recipient)
    broken, told = rspamd.score(changed, mail.sender, mail.recipient, **elsewhere)
    advertised, _ = rspamd.score(b"From: <a@b.example>\r\nSubject: FREE MONEY!!!\r\n\r\n<html>http://198.51.100.7/win", "a@b.example", mail.recipient, **elsewhere)

    assert as_sent < MOST <= min(broken, advertised), (as_sent, broken, advertised)
    assert {"R_DKIM_REJECT", "R_SPF_FAIL", "DMARC_POLICY_REJECT"} <= told.keys()
