"""A receiver of mail that judges it as most of the world does: rspamd with a configuration, a folder and a port of its own, and a DNS of its own
that knows the fund and nobody else. Nothing leaves this machine."""

import json
import os
import pwd
import shutil
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

from dnslib import MX, NS, PTR, QTYPE, RCODE, RR, SOA, TXT, A
from dnslib.server import BaseResolver, DNSLogger, DNSServer

from outage import free_port

# The fund's mail server as the world sees it, and one that is nobody's.
SERVER, STRANGER = "192.0.2.25", "198.51.100.99"
NAME = "mail.caisse.exemple.fr"


def zone(public_key):
    """What the fund's DNS says, « mail check » having been asked what it must say."""
    record = f"v=DKIM1; k=rsa; p={public_key}"
    return {
        ("caisse.exemple.fr", "A"): [A("192.0.2.10")],
        ("caisse.exemple.fr", "MX"): [MX(NAME, 10)],
        ("caisse.exemple.fr", "NS"): [NS("ns.caisse.exemple.fr")],
        ("caisse.exemple.fr", "SOA"): [SOA("ns.caisse.exemple.fr", "postmaster.caisse.exemple.fr")],
        ("caisse.exemple.fr", "TXT"): [TXT(f"v=spf1 a:{NAME} -all")],
        ("_dmarc.caisse.exemple.fr", "TXT"): [TXT("v=DMARC1; p=reject")],
        ("perron2026._domainkey.caisse.exemple.fr", "TXT"): [TXT([record[start:start + 255] for start in range(0, len(record), 255)])],
        ("espace.caisse.exemple.fr", "A"): [A("192.0.2.30")],
        (NAME, "A"): [A(SERVER)],
        (".".join(reversed(SERVER.split("."))) + ".in-addr.arpa", "PTR"): [PTR(NAME)],
        ("example.org", "MX"): [MX("mx.example.org", 10)],
    }


class Names(BaseResolver):
    def __init__(self, records):
        self._records = records
        self._names = {name for name, _ in records}

    def resolve(self, request, handler):
        reply = request.reply()
        name, kind = str(request.q.qname).rstrip(".").lower(), QTYPE[request.q.qtype]
        for data in self._records.get((name, kind), []):
            reply.add_answer(RR(request.q.qname, request.q.qtype, rdata=data, ttl=60))
        if name not in self._names:
            reply.header.rcode = RCODE.NXDOMAIN
        return reply


class Judge:
    """Ends with the `with` that it is opened in."""

    def __init__(self, records):
        self._names = DNSServer(Names(records), address="127.0.0.1", port=0, logger=DNSLogger(logf=lambda line: None))
        self._names.start_thread()
        self._folder = Path(tempfile.mkdtemp(prefix="perron-judge-"))
        self._port = free_port()
        user = "_rspamd" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        self._configure(self._names.server.server_address[1])
        # It gives root up, and must find its way here.
        self._folder.chmod(0o755)
        for path in [self._folder, *self._folder.rglob("*")]:
            shutil.chown(path, user)
        places = {"LOCAL_CONFDIR": self._folder, "DBDIR": self._folder / "db", "RUNDIR": self._folder, "LOGDIR": self._folder}
        variables = [f"--var={name}={place}" for name, place in places.items()]
        self._log = self._folder / "started.log"
        self._process = subprocess.Popen(
            ["rspamd", "-f", "-i", "-u", user, "-g", user, "-c", "/etc/rspamd/rspamd.conf", *variables],
            stdin=subprocess.DEVNULL, stdout=self._log.open("wb"), stderr=subprocess.STDOUT, start_new_session=True)
        self._await()

    def _configure(self, names):
        (self._folder / "db").mkdir()
        local = self._folder / "local.d"
        local.mkdir()
        settings = {
            "options.inc": f'dns {{ nameserver = ["127.0.0.1:{names}:1"]; timeout = 1s; retransmits = 2; }} '
                           f'pidfile = "{self._folder}/rspamd.pid"; disable_hyperscan = true;',
            "logging.inc": f'type = "file"; filename = "{self._folder}/rspamd.log"; level = "notice";',
            "worker-normal.inc": f'bind_socket = "127.0.0.1:{self._port}"; count = 1;',
            "worker-controller.inc": "enabled = false;",
            "worker-proxy.inc": "enabled = false;",
        }
        for name, text in settings.items():
            (local / name).write_text(text + "\n")

    def _await(self, patience=120):
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if self._process.poll() is not None:
                raise RuntimeError(f"rspamd ended with {self._process.returncode}: {self.words()}")
            try:
                if urllib.request.urlopen(f"http://127.0.0.1:{self._port}/ping", timeout=5).read().strip() == b"pong":
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"rspamd did not answer: {self.words()}")

    def words(self):
        """The end of what it said."""
        files = [self._log, self._folder / "rspamd.log"]
        return "\n".join(file.read_text(errors="replace")[-2000:] for file in files if file.exists())

    def score(self, message, sender, recipient, ip=SERVER, helo=NAME, hostname=NAME):
        """Its score, and each symbol with its own: as the mail server asks that a message has reached from `ip`."""
        headers = {"IP": ip, "Helo": helo, "Hostname": hostname, "From": sender, "Rcpt": recipient, "Queue-Id": "judged"}
        request = urllib.request.Request(f"http://127.0.0.1:{self._port}/checkv2", data=message, headers=headers)
        told = json.load(urllib.request.urlopen(request, timeout=60))
        return told["score"], {name: symbol["score"] for name, symbol in told["symbols"].items()}

    def close(self):
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._names.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
