"""Has a Postfix report what it can't deliver, and keeps its reports in Tests/mail/reports for the tests of their reader.

    reports.py
"""

import smtplib
import ssl
import subprocess
import tempfile
import time
from pathlib import Path

from outage import HERE, Sink, free_port
from postfix import Postfix

RETURN = "rebonds+0f1e2d3c4b5a69788796a5b4c3d2e1@carso.example"
TO = "camille.moreau@exemple.fr"
MAIL = """\
From: =?UTF-8?Q?Caisse_de_retraite_des_m=C3=A9tiers_du_soin?= <espace@carso.example>
To: <{to}>
Subject: Camille Moreau : votre mot de passe provisoire
Date: Tue, 24 Nov 2026 09:00:00 +0000
Message-ID: <01KAXYZ.1@carso.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Auto-Submitted: auto-generated

Bonjour
"""


def report(name, reply, to=TO, **more):
    """What Postfix reports of a mail that the next server answers with `reply`."""
    with tempfile.TemporaryDirectory(prefix="perron-reports-") as made:
        folder = Path(made)
        folder.chmod(0o755)
        certificate, key = folder / "certificate.pem", folder / "key.pem"
        command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost"
        subprocess.run([*command.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True)
        sink = Sink(folder / "world", certificate, key, plain=True)
        sink.start()
        (sink.folder / "rcpt").write_text(reply)
        server = Postfix(folder / "postfix", free_port(), sink.port, certificate, key, returns="rebonds@carso.example", **more)
        server.start()
        try:
            send(server.port, to)
            (HERE / "reports" / f"{name}.eml").write_text(first(server.maildir / "new").read_text())
        finally:
            server.stop()
            sink.stop()


def send(port, to):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with smtplib.SMTP("127.0.0.1", port, local_hostname="perron.test") as server:
        server.starttls(context=context)
        server.sendmail(RETURN, [to], MAIL.format(to=to).encode(), mail_options=[] if to.isascii() else ["SMTPUTF8"])


def first(folder, patience=30):
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if found := list(folder.glob("*")):
            return found[0]
        time.sleep(0.1)
    raise RuntimeError("nothing came back")


if __name__ == "__main__":
    (HERE / "reports").mkdir(exist_ok=True)
    report("unknown-mailbox", "550 5.1.1 no such mailbox")
    report("no-enhanced-code", "550 no such user here")
    report("busy", "451 4.2.1 busy", delay="1s")
    report("given-up", "451 4.2.1 busy", lifetime="1s")
    # The next server takes no such address.
    report("beyond-ascii", "250 OK", to="jérôme.moreau@exemple.fr", utf8=True)
