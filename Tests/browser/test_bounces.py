"""E-mails that come back: a real Postfix takes them, hands them on to a server that refuses them, and reports it to the return path."""

import base64
import shutil
import signal
import subprocess

from post_office import needs_postfix, office, verified, wait  # noqa: F401

pytestmark = needs_postfix


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
    assert verified(message, public)
    told = here.say("config", "check").stdout
    assert "RSA of 2048 bits" in told and base64.b64encode(public).decode() in told.replace('"\n    "', "")


def test_an_address_beyond_ascii_is_written_to_where_servers_take_such(office):
    here = office(utf8=True, emails="jérôme.{}@bücher.example")
    (here.world.folder / "utf8").touch()
    here.fund.order(0, 1)
    wait(here.world.received)
    raw = next(here.world.folder.glob("*.eml")).read_bytes()
    public = subprocess.run(["openssl", "rsa", "-in", here.signing, "-pubout", "-outform", "DER"], capture_output=True, check=True).stdout

    head, body = raw.split(b"\r\n\r\n", 1)

    assert "X-To: jérôme.0@xn--bcher-kva.example\r\n".encode() in head and b"X-Options: SMTPUTF8\r\n" in head
    assert "\r\nTo: <jérôme.0@xn--bcher-kva.example>\r\n".encode() in head and body.isascii()
    assert verified(raw[raw.index(b"Received:"):], public)


def test_a_server_that_takes_no_address_beyond_ascii_has_a_letter_leave(office):
    here = office(utf8=False, emails="jérôme.{}@bücher.example")
    here.fund.order(0, 1)

    wait(lambda: here.ordered() == [("email", "settled", "refused"), ("letter", "settled", "letter")])

    assert here.postfix.waiting() == 0 and here.world.received() == []
    assert here.ask("SELECT COUNT(*) FROM dead_address") == [(0,)]


def test_an_address_beyond_ascii_that_comes_back_from_the_next_server(office):
    here = office(utf8=True, emails="jérôme.{}@bücher.example")
    here.fund.order(0, 1)
    report = here.returned()[0].read_bytes()

    told = here.bounces()

    assert b"message/global-delivery-status" in report and b"5.6.7" in report
    assert told.stdout.split() == "1 a letter leaves instead".split()
    wait(lambda: ("letter", "settled", "letter") in here.ordered())
    assert here.ask("SELECT COUNT(*) FROM dead_address") == [(0,)]


def test_a_domain_beyond_ascii_needs_no_server_that_knows_of_such(office):
    here = office(utf8=False, emails="jerome.{}@bücher.example")
    here.fund.order(0, 1)
    wait(here.world.received)

    assert here.world.received()[0][0] == "jerome.0@xn--bcher-kva.example"


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


def test_the_mailbox_is_read_again_and_again_until_it_is_asked_to_stop(office):
    here = office()
    here.answers("550 5.1.1 no such mailbox")
    here.fund.order(0, 1)
    here.returned()

    reader = here.begin("mail", "bounces", here.maildir, "--watch", "--every", "1")
    wait(lambda: here.ordered().count(("letter", "settled", "letter")) == 1)
    here.fund.order(1, 2)
    wait(lambda: here.ordered().count(("letter", "settled", "letter")) == 2)
    wait(lambda: len(list((here.maildir / "cur").iterdir())) == 2)
    reader.send_signal(signal.SIGTERM)

    told, _ = reader.communicate(timeout=20)
    assert reader.returncode == 0, told
    assert "returned e-mails were settled" in told and "letters=" in told
