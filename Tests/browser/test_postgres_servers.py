"""Servers that Perron is pointed at and must not use, and one that it reaches over TLS."""

import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from command_line import house  # noqa: F401
from demo import ROOT

sys.path.insert(0, str(ROOT / "Tests/faults"))

from cluster import BIN, USER, Server, as_owner  # noqa: E402


def message(kind, body):
    return kind + struct.pack("!i", len(body) + 4) + body


class StandIn:
    """Takes connections as a PostgreSQL server does, and answers the first message of each with `answer`, or never."""

    def __init__(self, answer=None):
        self._answer, self._taken = answer, []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._taken.append(connection)
            if self._answer:
                connection.recv(65536)
                connection.sendall(self._answer)

    def close(self):
        for one in [self._listener, *self._taken]:
            one.close()


def refused(house, url):
    answer = house.say("migrate", PERRON_DATABASE=url)
    assert answer.returncode == 1
    return answer.stderr


def test_a_server_that_is_too_old_is_refused(house):
    old = StandIn(message(b"R", struct.pack("!i", 0)) + message(b"S", b"server_version\x0013.9\x00") + message(b"Z", b"I"))

    words = refused(house, f"postgresql://perron@127.0.0.1:{old.port}/perron?sslmode=disable")
    old.close()

    assert "too old: PostgreSQL 14 or later is needed" in words


def test_a_server_that_never_answers_is_given_up(house):
    silent = StandIn()

    words = refused(house, f"postgresql://perron@127.0.0.1:{silent.port}/perron?sslmode=disable&connect_timeout=2")
    silent.close()

    assert "timeout expired" in words


@pytest.fixture(scope="module")
def server():
    """One that takes connections over TLS alone, with a certificate of an authority of the test's own. Its user can't reach pytest's folders."""
    with tempfile.TemporaryDirectory(prefix="perron-tls-") as name:
        folder = Path(name)
        # Perron's own user reads the authority's certificate there.
        folder.chmod(0o711)
        if os.geteuid() == 0:
            shutil.chown(folder, USER)
        authority(folder)
        server = started(folder)
        yield server
        server.stop()


def started(folder):
    server = Server(folder, "server")
    as_owner(BIN / "initdb", "-D", server.folder, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C")
    with (server.folder / "postgresql.conf").open("a") as settings:
        settings.write(
            f"port = {server.port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\nssl = on\n"
            f"ssl_cert_file = '{folder}/localhost.pem'\nssl_key_file = '{folder}/localhost.key'\n")
    (server.folder / "pg_hba.conf").write_text("hostssl all all 127.0.0.1/32 trust\n")
    server.start()
    return server


def authority(folder):
    for name in ("authority", "stranger"):
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={name}", "-keyout", folder / f"{name}.key", "-out", folder / f"{name}.pem")
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-keyout", folder / "localhost.key", "-out", folder / "localhost.csr")
    names = folder / "names"
    names.write_text("subjectAltName=DNS:localhost")
    openssl(
        "x509", "-req", "-in", folder / "localhost.csr", "-CA", folder / "authority.pem", "-CAkey", folder / "authority.key", "-CAcreateserial",
        "-extfile", names, "-out", folder / "localhost.pem")
    key = folder / "localhost.key"
    key.chmod(0o600)
    if os.geteuid() == 0:
        shutil.chown(key, USER)


def openssl(*arguments):
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


def url(server, **options):
    given = "&".join(f"{name}={value}" for name, value in options.items())
    return f"postgresql://{USER}@localhost:{server.port}/postgres?hostaddr=127.0.0.1&{given}"


def test_what_the_url_says_of_tls_holds(house, server):
    folder = server.folder.parent

    good = house.say("migrate", PERRON_DATABASE=url(server, sslmode="verify-full", sslrootcert=folder / "authority.pem"))
    stranger = refused(house, url(server, sslmode="verify-full", sslrootcert=folder / "stranger.pem"))
    clear = refused(house, url(server, sslmode="disable"))

    assert good.returncode == 0, good.stderr
    assert "certificate verify failed" in stranger
    assert "no encryption" in clear


def test_of_several_hosts_the_one_that_takes_writes_is_found(house, server):
    folder = server.folder.parent
    tls = f"sslmode=verify-full&sslrootcert={folder}/authority.pem&target_session_attrs=read-write&connect_timeout=2"

    answer = house.say(
        "migrate", PERRON_DATABASE=f"postgresql://{USER}@localhost:9,localhost:{server.port}/postgres?hostaddr=127.0.0.1,127.0.0.1&{tls}")

    assert answer.returncode == 0, answer.stderr
