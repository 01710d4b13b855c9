"""E-mails on their way out: orders that wait, dispatched by « perron work », beside a bare loop of libcurl."""

import re
import socket
import sqlite3
import subprocess
import sys
import time

import rig

sys.path.insert(0, str(rig.ROOT / "Tests/mail"))
import outage  # noqa: E402

CONNECTIONS = 4


class Sink:
    """Postfix's smtp-sink: takes everything and keeps nothing."""

    def __init__(self, folder):
        self.port = rig.free_port()
        self._process = subprocess.Popen(
            ["smtp-sink", "-u", "nobody", f"127.0.0.1:{self.port}", "256"], stdin=subprocess.DEVNULL,
            stdout=(folder / "sink.log").open("wb"), stderr=subprocess.STDOUT, preexec_fn=rig._end_with_parent)
        self._await()

    def _await(self, patience=10):
        end = time.monotonic() + patience
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError("smtp-sink does not listen")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait()


class Fund:
    """Orders of a fund, and how fast its worker settles them."""

    def __init__(self, folder, port, people, signing):
        self._fund = outage.Fund(folder, people, {
            "PERRON_MAIL_SMTP_HOST": "127.0.0.1", "PERRON_MAIL_SMTP_PORT": str(port), "PERRON_MAIL_SMTP_SECURITY": "none",
            "PERRON_MAIL_SMTP_CONNECTIONS": str(CONNECTIONS), "PERRON_MAIL_RETURN_PATH": "rebonds@carso.example",
            "PERRON_MAIL_DKIM_DOMAIN": "carso.example", "PERRON_MAIL_DKIM_SELECTOR": "perron2026", "PERRON_MAIL_DKIM_KEY_FILE": str(signing)})
        self._used = 0

    def rate(self, count):
        """E-mails a second, from the first that is settled to the last: each was handed over, and that it was is on disk."""
        first, self._used = self._used, self._used + count
        self._fund.order(first, self._used)
        self._fund.start()
        try:
            end = time.monotonic() + 300
            while self._settled() < self._used:
                assert time.monotonic() < end, "the orders are not settled"
                time.sleep(0.05)
        finally:
            assert self._fund.stop() == 0
        began, ended = self._ask(
            f"SELECT MIN(settled_at), MAX(settled_at) FROM dispatch WHERE outcome = 'email' AND id >= '0DSP{first:022}'")[0]
        return (count - 1) * 1000 / (ended - began)

    def _settled(self):
        return self._ask("SELECT COUNT(*) FROM dispatch WHERE outcome = 'email'")[0][0]

    def _ask(self, sql):
        connection = sqlite3.connect(self._fund.database, timeout=10)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()


def mail(effort, folder):
    """Orders that wait in the outbox, dispatched by « perron work »: leased, decided, a code made, the e-mail written and signed, handed over to Postfix's
    smtp-sink, settled on disk. Beside it a bare loop of libcurl that sends the bytes of one such e-mail over as many connections."""
    outage.PERRON = rig.PERRON
    count = 1000 if effort.seconds < 2 else 4000
    program, signing, messages = folder / "smtp_loop", folder / "dkim.pem", folder / "messages"
    subprocess.run(["cc", "-O2", "-o", program, rig.ROOT / "bench/floors/smtp_loop.c", "-lcurl", "-lpthread"], check=True)
    subprocess.run(["openssl", "genrsa", "-out", signing, "2048"], check=True, capture_output=True)
    subprocess.run([rig.PROOF, "mails", "--folder", messages, "--key", signing], check=True, cwd=rig.ROOT)
    message = next(messages.glob("*provisionalPassword.fr.holder.eml"))
    with Sink(folder) as sink:
        fund = Fund(folder, sink.port, effort.runs * count, signing)
        got = rig.interleaved(
            effort.runs,
            ours=lambda: fund.rate(count),
            floor=lambda: floor(program, sink.port, count, message))
    share = got["ours"] / got["floor"]
    return rig.table(
        ["e-mails with a code, signed", "dispatched /s", "≥ 500", "bare loop /s", "of it", "≥ 0.8"],
        [[f"{count}, {CONNECTIONS} connections", rig.number(got["ours"]), rig.verdict(got["ours"] >= 500), rig.number(got["floor"]),
          f"{share:.2f}", rig.verdict(share >= 0.8)]])


def floor(program, port, count, message):
    told = subprocess.run([program, str(port), str(CONNECTIONS), str(count), message], capture_output=True, text=True, check=True).stdout
    return float(re.search(r"([\d.]+) mails/s", told).group(1))
