"""A node that is told to stop: first the load balancer hears of it, then whoever is served is served to the end."""

import http.client
import signal
import subprocess
import sys
import time

import pytest

from demo import ROOT

sys.path.insert(0, str(ROOT / "Tests/faults"))

from fund import Fund  # noqa: E402


@pytest.fixture
def fund(tmp_path):
    fund = Fund(tmp_path, 1, PERRON_SERVER_DRAIN="2s").fill()
    fund.serve()
    yield fund
    fund.stop()


def ask(connection, path):
    connection.request("GET", path, headers={"Host": "localhost:%d" % connection.port})
    answer = connection.getresponse()
    return answer.status, answer.read().decode(), answer.getheader("Connection")


def opened(fund):
    return http.client.HTTPConnection("127.0.0.1", fund.port, timeout=10)


def test_a_node_says_that_it_leaves_goes_on_and_then_refuses_new_connections(fund):
    kept = opened(fund)
    assert ask(kept, "/readyz") == (200, "ready\n", None)
    # Its request comes in two pieces, the second one after the signal.
    slow = opened(fund)
    slow.connect()
    slow.sock.sendall(b"GET /aide HTTP/1.1\r\nHost: localhost:%d\r\nX-Filler: a\r\n" % fund.port)

    fund.process.send_signal(signal.SIGTERM)
    begun = time.monotonic()
    while ask(opened(fund), "/readyz")[0] == 200:
        assert time.monotonic() < begun + 1

    assert ask(opened(fund), "/readyz") == (503, "draining\n", "close")
    assert ask(opened(fund), "/healthz") == (200, "alive\n", "close")
    status, page, connection = ask(kept, "/connexion")
    assert (status, connection) == (200, "close") and "Mot de passe oublié" in page
    # Until the server closes it.
    slow.sock.sendall(b"\r\n")
    rest = b""
    while piece := slow.sock.recv(65536):
        rest += piece
    assert rest.startswith(b"HTTP/1.1 200") and rest.rstrip().endswith(b"</html>")
    assert time.monotonic() < begun + 2, "the answer waited for the end"
    assert fund.process.wait(10) == 0
    assert time.monotonic() > begun + 2
    with pytest.raises(ConnectionRefusedError):
        opened(fund).connect()


@pytest.mark.parametrize("signals", [[signal.SIGINT], [signal.SIGTERM, signal.SIGTERM]])
def test_whoever_is_in_a_hurry_does_not_wait(fund, signals):
    begun = time.monotonic()
    for number in signals:
        fund.process.send_signal(number)
        # Two of the same at once are one to the kernel.
        time.sleep(0.2)

    assert fund.process.wait(10) == 0
    assert time.monotonic() < begun + 1.5
