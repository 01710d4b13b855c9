"""E-mails that come back straight from the mail server, by LMTP: a real Postfix hands its own reports over, and a client that behaves badly."""

import signal
import smtplib
import socket

import pytest

from demo import ROOT, free_port
from post_office import RETURN, needs_postfix, office, wait  # noqa: F401

pytestmark = needs_postfix
UNKNOWN = (ROOT / "Tests/mail/reports/unknown-mailbox.eml").read_bytes()


class Listener:
    def __init__(self, here, port):
        self.port = port
        self._process = here.begin("mail", "bounces", "--listen", f"127.0.0.1:{port}")
        wait(self._answers)

    def stop(self, how=signal.SIGTERM):
        """Its exit code, and what it said."""
        self._process.send_signal(how)
        told, _ = self._process.communicate(timeout=20)
        return self._process.returncode, told

    def _answers(self):
        assert self._process.poll() is None, self._process.communicate()
        try:
            with socket.create_connection(("127.0.0.1", self.port), 2) as client:
                return client.recv(4) == b"220 "
        except OSError:
            return False


@pytest.fixture
def listening(office):
    """A fund whose Postfix hands reports over by LMTP, and who listens there."""
    port = free_port()
    here = office(lmtp=port)
    listener = Listener(here, port)
    yield here, listener
    if listener._process.poll() is None:
        listener.stop(signal.SIGKILL)


def test_a_report_of_a_real_mail_server_has_a_letter_leave(listening):
    here, listener = listening
    here.answers("550 5.1.1 no such mailbox")
    here.fund.order(0, 2)

    wait(lambda: here.ordered() == [("email", "settled", "email")] * 2 + [("letter", "settled", "letter")] * 2)

    assert here.ask("SELECT COUNT(*) FROM dead_address WHERE status = '5.1.1'") == [(2,)]
    assert here.ask("SELECT COUNT(*) FROM provisional_password WHERE voided_at IS NULL AND channel = 'email'") == [(0,)]
    wait(lambda: here.postfix.waiting() == 0)
    code, told = listener.stop()
    assert code == 0 and told.count("decision=letterInstead") == 2, told


def test_reports_wait_at_the_mail_server_while_nobody_listens(listening):
    here, listener = listening
    listener.stop(signal.SIGKILL)
    here.answers("550 5.1.1 no such mailbox")
    here.fund.order(0, 1)
    wait(lambda: here.postfix.waiting() == 1 and here.ordered() == [("email", "settled", "email")])

    again = Listener(here, listener.port)

    wait(lambda: ("letter", "settled", "letter") in here.ordered())
    wait(lambda: here.postfix.waiting() == 0)
    assert again.stop()[0] == 0


def test_a_report_beyond_ascii_is_taken(office):
    port = free_port()
    here = office(lmtp=port, utf8=True, emails="jérôme.{}@bücher.example")
    listener = Listener(here, port)
    here.fund.order(0, 1)

    wait(lambda: ("letter", "settled", "letter") in here.ordered())

    assert listener.stop()[0] == 0
    assert here.ask("SELECT COUNT(*) FROM dead_address") == [(0,)]


def test_what_is_no_report_of_ours_is_refused_and_the_conversation_goes_on(listening):
    here, listener = listening
    here.answers("550 5.1.1 no such mailbox")
    mine, strange = f"rebonds+{'a' * 30}@carso.example", f"rebonds+{'0' * 30}@carso.example"
    with smtplib.LMTP("127.0.0.1", listener.port, local_hostname="mail.test") as client:
        client.ehlo()
        replies = [client.docmd("MAIL", "FROM:<>")[0]]
        replies += [client.docmd("RCPT", f"TO:<{address}>")[0] for address in (RETURN, "someone@carso.example", "rebonds+zz@carso.example")]
        replies.append(client.docmd("DATA")[0])
        replies += [client.docmd("RCPT", f"TO:<{address}>")[0] for address in (mine, strange)]
        client.data(UNKNOWN)
        second = client.getreply()
        client.rset()
        client.mail("")
        client.rcpt(mine)
        holiday = client.data(b"Subject: Absent\r\n\r\nJe reviens lundi.\r\n")

    # smtplib's `data` takes the first recipient's reply, `getreply` the second's.
    assert replies == [250, 550, 550, 550, 503, 250, 250]
    assert second[0] == 550 and second[1].startswith(b"5.1.1")
    assert holiday[0] == 550 and holiday[1].startswith(b"5.6.0")
    assert here.ask("SELECT COUNT(*) FROM dead_address") == [(0,)]


def test_a_report_is_acknowledged_once_and_known_again(listening):
    here, listener = listening
    here.fund.order(0, 1)
    wait(lambda: here.ordered() == [("email", "settled", "email")])
    token = here.ask("SELECT hex(return_token) FROM dispatch")[0][0].lower()
    said = []

    for _ in range(2):
        with smtplib.LMTP("127.0.0.1", listener.port, local_hostname="mail.test") as client:
            client.sendmail("", [f"Rebonds+{token.upper()}@carso.example"], UNKNOWN)
            said.append(here.ordered().count(("letter", "settled", "letter")) + here.ordered().count(("letter", "pending", None)))

    # The letter was ordered before « 250 » came.
    assert said == [1, 1]
    assert here.ask("SELECT COUNT(*) FROM audit_event WHERE verb = 'returnEmail'") == [(1,)]
    told = listener.stop()[1]
    assert "decision=letterInstead" in told and "decision=known" in told


def test_a_client_that_behaves_badly_harms_nobody_else(listening):
    here, listener = listening

    def talk(text):
        """Everything that is answered, to the end."""
        with socket.create_connection(("127.0.0.1", listener.port), 10) as client:
            client.sendall(text)
            return b"".join(iter(lambda: client.recv(65536), b""))

    def crowd():
        many = [socket.create_connection(("127.0.0.1", listener.port), 10) for _ in range(20)]
        greeted = [one.recv(200)[:3] for one in many]
        for one in many:
            one.close()
        return greeted.count(b"220"), greeted.count(b"421")

    data = f"LHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<rebonds+{'0' * 30}@carso.example>\r\nDATA\r\n".encode()
    large = talk(data + (b"x" * 998 + b"\r\n") * 1100 + b".\r\nNOOP\r\nQUIT\r\n")
    endless = talk(b"LHLO " + b"x" * 100_000 + b"\r\nNOOP\r\nQUIT\r\n")
    smuggled = talk(data + b"Subject: x\r\n\r\n\n.\nMAIL FROM:<a@b.example>\r\n\r.\r\r\n.\r\nNOOP\r\nQUIT\r\n")
    mistaken = talk(b"HELO x\r\n" * 10)

    assert b"552 5.3.4" in large and large.split(b"\r\n")[-3:-1] == [b"250 2.0.0 OK", b"221 2.0.0 bye"]
    assert endless.count(b"500 5.5.2") == 1 and b"250 2.0.0 OK" in endless
    # One message, refused once as no report; the line within it was no command.
    assert smuggled.count(b"550 5.6.0") == 1 and smuggled.count(b"250 2.1.0") == 1
    assert b"421 4.7.0" in mistaken and mistaken.count(b"500 5.5.1") == 9
    # Those before may not be gone yet.
    wait(lambda: crowd() == (16, 4))
    wait(lambda: talk(b"QUIT\r\n").endswith(b"221 2.0.0 bye\r\n"))
    assert listener.stop()[0] == 0


def test_a_port_that_is_taken_is_named(listening):
    here, listener = listening

    second = here.say("mail", "bounces", "--listen", listener.port)

    assert second.returncode == 1 and f"127.0.0.1:{listener.port} can't be listened on: Address already in use" in second.stderr
    assert here.say("mail", "bounces").returncode == here.say("mail", "bounces", here.fund.folder, "--listen", "2424").returncode == 64
