"""Batches to a mail house's server: a real OpenSSH, whose line is cut, which goes away, which forgets to answer. A batch arrives once and whole."""

import hashlib
import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from demo import ROOT

sys.path[:0] = [str(ROOT / "Tests/mail"), str(ROOT / "Tests/faults")]

from fund import Fund, free_port  # noqa: E402
from line import Line  # noqa: E402
from orders import are_spooled, batches, order_letters, wait  # noqa: E402
from sftp import PASSWORD, SSHD, SFTPServer  # noqa: E402

pytestmark = pytest.mark.skipif(not Path(SSHD).exists() or os.getuid() != 0, reason="needs OpenSSH's server, and root for it")
LETTERS = 12


class Depot:
    """A fund whose batches go to a server of its own, over a line that can be cut."""

    def __init__(self, folder, **environment):
        self.server = SFTPServer(folder / "depot", free_port())
        self.server.start()
        self.line = Line(self.server.port)
        settings = {
            "PERRON_LETTERS_CARRIER": "sftp", "PERRON_LETTERS_SFTP_URL": self.server.address(self.line.port),
            "PERRON_LETTERS_SFTP_KNOWN_HOSTS": str(self.server.known_hosts(self.line.port)),
            "PERRON_LETTERS_SFTP_KEY": str(self.server.folder / "user_key"), "PERRON_LETTERS_SFTP_TIMEOUT": "5s"}
        (folder / "fund").mkdir()
        self.fund = Fund(folder / "fund", 60, **settings | environment).fill()
        self.worker = None

    def work(self):
        self.worker = self.fund.begin("work", log="work.log")

    def kill(self):
        self.worker.kill()
        self.worker.wait()

    def log(self):
        return (self.fund.folder / "work.log").read_text()

    def states(self):
        return [state for state, _ in batches(self.fund)]

    def whole(self):
        """Every letter on record stands in exactly one batch, and each file is as its manifest says."""
        letters = []
        for place in self.server.batches():
            manifest = json.loads((place / "manifest.json").read_text())
            letters += [entry["letter"] for entry in manifest["letters"]]
            assert f"batch-{manifest['batch']}" == place.name
            for file in manifest["files"]:
                assert hashlib.sha256((place / file["name"]).read_bytes()).hexdigest() == file["sha256"]
        known = [row[0] for row in self.fund.query("SELECT id FROM letter")]
        assert sorted(letters) == sorted(known)
        return letters

    def close(self):
        if self.worker and self.worker.poll() is None:
            self.kill()
        self.line.close()
        self.server.stop()


@pytest.fixture
def depot(tmp_path):
    made = []

    def make(**environment):
        made.append(Depot(tmp_path, **environment))
        return made[-1]

    yield make
    for one in made:
        one.close()


def all_left(here, count=1):
    return wait(lambda: here.states() == ["handedOver"] * count)


def test_a_batch_arrives_once_and_whole_and_its_words_are_wiped(depot):
    here = depot()
    order_letters(here.fund, 0, LETTERS)
    here.work()
    all_left(here)

    place = here.server.batches()[0]
    doctor = here.fund.say("doctor")
    checked = here.fund.say("config", "check").stdout
    assert len(here.whole()) == LETTERS
    assert here.server.asides() == [] and are_spooled(here.fund) == 0
    # Nobody but the account and its group reads codes.
    assert {oct(path.stat().st_mode & 0o007) for path in [place, *place.iterdir()]} == {"0o0"}
    # Nothing in clear was on this side.
    assert not (here.fund.data / "letters").exists()
    assert doctor.returncode == 0 and "answers, with the key that was pinned" in doctor.stdout, doctor.stdout
    assert f"letters     {here.server.address(here.line.port)}" in checked


def test_a_password_does_too_and_stands_nowhere(depot, tmp_path):
    here = depot(PERRON_LETTERS_SFTP_KEY="", PERRON_LETTERS_SFTP_PASSWORD_FILE=str(tmp_path / "depot/password"))
    order_letters(here.fund, 0, 1)
    here.work()
    all_left(here)

    assert len(here.whole()) == 1
    assert PASSWORD not in here.log()
    assert PASSWORD.encode() not in Path(f"/proc/{here.worker.pid}/cmdline").read_bytes()


def test_whoever_shows_another_key_gets_nothing_and_the_right_one_does_without_a_restart(depot):
    here = depot()
    pinned = here.server.known_hosts(here.line.port)
    right = pinned.read_text()
    shutil.copy(here.server.known_hosts(here.line.port, "other_key"), pinned)
    order_letters(here.fund, 0, 1)
    here.work()
    wait(lambda: "shows another key than the one that was pinned" in here.log())

    said = here.fund.say("letters", "batch")
    pinned.write_text("")
    unknown = here.fund.say("letters", "batch")
    doctor = here.fund.say("doctor")
    assert here.states() == ["open"] and here.server.batches() == [] and here.server.asides() == []
    assert "Accepted" not in here.server.log.read_text()
    assert said.returncode == 1 and "letters.sftp.url, sftp://carso@127.0.0.1" in said.stderr and "shows another key" in said.stderr
    assert unknown.returncode == 1 and "shows another key" in unknown.stderr
    assert doctor.returncode == 0 and "nothing was sent" in doctor.stdout
    pinned.write_text(right)
    all_left(here)
    assert len(here.whole()) == 1


def test_a_key_that_the_server_does_not_know_is_told(depot, tmp_path):
    here = depot(PERRON_LETTERS_SFTP_KEY=str(tmp_path / "depot/stranger_key"))
    order_letters(here.fund, 0, 1)
    here.work()

    wait(lambda: "refuses the key or the password" in here.log())
    assert here.states() == ["open"] and here.server.asides() == []


# In the handshake, while files go up, while they are read back.
@pytest.mark.parametrize("count", [1_000, 12_000, 40_000, 70_000])
def test_a_line_that_is_cut_in_the_middle_and_mended(depot, count):
    here = depot()
    here.line.cut_after(count)
    order_letters(here.fund, 0, LETTERS)
    here.work()
    assert here.line.cut.wait(30)
    wait(lambda: "will be tried again" in here.log())
    assert here.server.batches() == []
    here.line.mend()

    all_left(here)
    assert len(here.whole()) == LETTERS
    assert here.server.asides() == []


def test_a_server_that_is_away_is_awaited(depot):
    here = depot()
    here.server.stop()
    order_letters(here.fund, 0, 2)
    here.work()
    wait(lambda: "can't be reached" in here.log())
    here.server.start()

    all_left(here)
    assert len(here.whole()) == 2


def test_a_rename_whose_answer_is_lost_is_not_done_again(depot):
    here = depot()
    here.server.forget_next_rename()
    order_letters(here.fund, 0, LETTERS)
    here.work()
    wait(lambda: not (here.server.orders / "forget").exists() and here.server.batches())
    before = here.server.batches()[0].stat().st_ino

    all_left(here)
    assert [place.stat().st_ino for place in here.server.batches()] == [before]
    assert len(here.whole()) == LETTERS and here.server.asides() == []


def test_a_worker_killed_in_the_middle_of_an_upload(depot):
    here = depot()
    here.line.slow_down(20_000)
    order_letters(here.fund, 0, LETTERS)
    here.work()
    wait(here.server.asides)
    here.kill()
    assert here.server.batches() == []
    here.line.slow_down(None)
    here.work()

    # The dead one's lease has to run out.
    wait(lambda: here.states() == ["handedOver"], patience=60)
    assert len(here.whole()) == LETTERS
    assert here.server.asides() == []


def test_a_receipt_is_awaited_while_other_batches_leave(depot):
    here = depot(PERRON_LETTERS_SFTP_RECEIPT="acquits/{batch}.ok", PERRON_LETTERS_SFTP_RECEIPT_WITHIN="1s")
    order_letters(here.fund, 0, 1)
    here.work()
    wait(here.server.batches)
    # The mail house fetches what stands in its place.
    first = here.server.batches()[0].name
    shutil.move(here.server.batches()[0], here.server.folder / "fetched")
    order_letters(here.fund, 1, 2)
    wait(lambda: len(here.states()) == 2 and here.server.batches())
    second = here.server.batches()[0].name
    assert here.states() == ["written", "written"] and are_spooled(here.fund) == 2

    wait(lambda: here.fund.say("letters", "batch") and here.fund.say("tasks").stdout.count("unconfirmedBatch") == 2)
    receipts = here.server.letters / "acquits"
    receipts.mkdir()
    manifest = (here.server.folder / "fetched" / "manifest.json").read_bytes()
    (receipts / f"{first.removeprefix('batch-')}.ok").write_text(hashlib.sha256(manifest).hexdigest())
    here.fund.say("letters", "batch")
    wait(lambda: here.states() == ["handedOver", "written"])
    told = here.fund.say("tasks").stdout
    left = here.fund.say("letters", "acknowledge", second.removeprefix("batch-"))

    assert first.removeprefix("batch-") not in told and second.removeprefix("batch-") in told
    assert left.returncode == 0, left.stderr
    assert here.states() == ["handedOver", "handedOver"] and are_spooled(here.fund) == 0
    assert here.fund.say("tasks").stdout == "No task is open.\n"


def test_a_receipt_for_something_else_than_was_written_is_for_a_person(depot):
    here = depot(PERRON_LETTERS_SFTP_RECEIPT="{batch}.ok")
    order_letters(here.fund, 0, 1)
    here.work()
    place = wait(here.server.batches)[0]
    (here.server.letters / f"{place.name.removeprefix('batch-')}.ok").write_text("0a" * 32)
    here.fund.say("letters", "batch")

    wait(lambda: here.states() == ["unsure"])
    again = here.fund.say("letters", "hand-over", place.name.removeprefix("batch-"))
    assert again.returncode == 1 and f"{place} is still there" in again.stderr


def test_mistakes_in_its_settings_are_told_together(depot):
    here = depot()
    told = here.fund.say(
        "config", "check", PERRON_LETTERS_SFTP_URL="sftp://depot.example.fr/in", PERRON_LETTERS_SFTP_KNOWN_HOSTS="",
        PERRON_LETTERS_SFTP_KEY="", PERRON_LETTERS_SFTP_RECEIPT="ok").stderr

    for key in ("url", "known_hosts", "key", "receipt"):
        assert f"letters.sftp.{key}: " in told, told
