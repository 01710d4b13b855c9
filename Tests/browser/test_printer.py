"""Batches to a printer: a real CUPS, whose queue stops, whose paper is out, whose line is cut. A batch is one job, printed once and whole."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from demo import ROOT

sys.path[:0] = [str(ROOT / "Tests/mail"), str(ROOT / "Tests/faults")]

from cups import CUPSD, Cups  # noqa: E402
from fund import Fund, free_port  # noqa: E402
from line import Line  # noqa: E402
from orders import are_spooled, batches, order_letters, wait  # noqa: E402

pytestmark = pytest.mark.skipif(not Path(CUPSD).exists() or os.getuid() != 0, reason="needs CUPS, and root for it")
LETTERS = 12


class PrintRoom:
    """A fund whose batches are printed by a CUPS of its own, over a line that can be cut."""

    def __init__(self, folder, **environment):
        self.cups = Cups(folder / "cups", free_port()).start().add_queue()
        self.line = Line(self.cups.port)
        settings = {"PERRON_LETTERS_CARRIER": "printer", "PERRON_LETTERS_PRINTER_URL": self.cups.address(self.line.port)}
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

    def printed(self):
        """How many pages each batch has on paper."""
        return [(batch, pages(bytes_)) for batch, bytes_ in self.cups.pages()]

    def batch(self):
        return self.fund.query("SELECT id FROM letter_batch ORDER BY id")[0][0]

    def close(self):
        if self.worker and self.worker.poll() is None:
            self.kill()
        self.line.close()
        self.cups.stop()


@pytest.fixture
def room(tmp_path):
    made = []

    def make(**environment):
        made.append(PrintRoom(tmp_path, **environment))
        return made[-1]

    yield make
    for one in made:
        one.close()


def pages(pdf):
    done = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True)
    return int(next(line.split()[1] for line in done.stdout.decode().splitlines() if line.startswith("Pages:")))


def all_printed(here):
    """Once and whole, and the words are wiped."""
    wait(lambda: here.states() == ["handedOver"])
    assert here.printed() == [(here.batch(), LETTERS)]
    assert are_spooled(here.fund) == 0
    assert here.cups.waiting() == []


def test_a_batch_is_one_job_followed_to_its_end(room):
    here = room()
    order_letters(here.fund, 0, LETTERS)
    here.work()
    all_printed(here)

    doctor = here.fund.say("doctor")
    log = here.log()
    assert "letters sent, to be confirmed" in log and "letters handed over" in log
    assert not (here.fund.data / "letters").exists()
    assert doctor.returncode == 0 and "answers, and takes jobs" in doctor.stdout, doctor.stdout


def test_a_queue_that_is_stopped_is_told_at_once_and_becomes_a_task_and_goes_on(room):
    here = room(PERRON_LETTERS_PRINTER_TIMEOUT="1s")
    here.cups.say("cupsdisable", "Courrier")
    order_letters(here.fund, 0, LETTERS)
    here.work()
    wait(lambda: "printer-stopped" in here.log())
    told = wait(lambda: told if "unconfirmedBatch" in (told := here.fund.say("tasks").stdout) else None)
    doctor = here.fund.say("doctor").stdout

    assert here.states() == ["written"] and here.printed() == [] and are_spooled(here.fund) == LETTERS
    assert "printer-stopped" in told and here.batch() in told
    assert "refuses to print now: " in doctor and "printer-stopped" in doctor
    here.cups.say("cupsenable", "Courrier")
    all_printed(here)
    assert here.fund.say("tasks").stdout == "No task is open.\n"


def test_paper_that_is_out_is_told_in_the_printers_words(room):
    here = room()
    here.cups.is_out_of_paper()
    order_letters(here.fund, 0, LETTERS)
    here.work()
    wait(lambda: "trouble=media-empty-error" in here.log())
    assert here.states() == ["written"] and are_spooled(here.fund) == LETTERS

    here.cups.is_out_of_paper(False)
    all_printed(here)


def test_a_job_that_breaks_off_is_for_a_person_who_says_again(room):
    here = room()
    here.cups.breaks_down()
    order_letters(here.fund, 0, LETTERS)
    here.work()
    wait(lambda: here.states() == ["unsure"])
    assert "unsureHandOver" in here.fund.say("tasks").stdout

    here.cups.breaks_down(False)
    again = here.fund.say("letters", "hand-over", here.batch())
    assert again.returncode == 0, again.stderr
    wait(lambda: here.states() == ["handedOver"])
    assert here.printed() == [(f"{here.batch()}-2", LETTERS)]


def test_a_job_that_somebody_cancels_before_it_began_is_made_again(room):
    here = room()
    here.cups.say("cupsdisable", "Courrier")
    order_letters(here.fund, 0, LETTERS)
    here.work()
    job = wait(lambda: "printer-stopped" in here.log() and here.cups.waiting())[0]
    here.cups.say("cancel", "-u", "perron", f"Courrier-{job}")
    wait(lambda: "given up before it was printed" in here.log())
    here.cups.say("cupsenable", "Courrier")

    wait(lambda: here.states() == ["handedOver"])
    assert here.printed() == [(f"{here.batch()}-2", LETTERS)]


# While the job is made, and while its document goes up.
@pytest.mark.parametrize("count", [700, 20_000, 50_000])
def test_a_line_that_is_cut_in_the_middle_and_mended(room, count):
    here = room()
    here.line.cut_after(count)
    order_letters(here.fund, 0, LETTERS)
    here.work()
    assert here.line.cut.wait(30)
    wait(lambda: "will be tried again" in here.log())
    assert here.printed() == []
    here.line.mend()

    all_printed(here)


def test_a_server_that_is_away_is_awaited(room):
    here = room()
    here.cups.stop()
    order_letters(here.fund, 0, LETTERS)
    here.work()
    wait(lambda: "can't be reached" in here.log())
    here.cups.start()

    all_printed(here)


def test_a_worker_killed_in_the_middle_of_a_document(room):
    here = room()
    here.line.slow_down(20_000)
    order_letters(here.fund, 0, LETTERS)
    here.work()
    wait(lambda: here.line.sent > 10_000)
    here.kill()
    assert here.printed() == []
    here.line.slow_down(None)
    here.work()

    # The dead one's lease has to run out.
    wait(lambda: here.states() == ["handedOver"], patience=60)
    all_printed(here)


def test_a_worker_killed_while_its_batch_is_printed(room):
    here = room()
    here.cups.is_out_of_paper()
    order_letters(here.fund, 0, LETTERS)
    here.work()
    wait(lambda: "trouble=media-empty-error" in here.log())
    here.kill()
    here.cups.is_out_of_paper(False)
    wait(here.printed)
    here.work()

    wait(lambda: here.states() == ["handedOver"], patience=60)
    all_printed(here)


def test_mistakes_in_its_settings_are_told_and_so_is_a_line_in_clear(room):
    here = room()
    wrong = here.fund.say("config", "check", PERRON_LETTERS_PRINTER_URL="http://localhost/", PERRON_LETTERS_PRINTER_OPTIONS="sides=two-sided")
    clear = here.fund.say("config", "check", PERRON_LETTERS_PRINTER_URL="ipp://print.example.fr/printers/Courrier")

    for key in ("url", "options"):
        assert f"letters.printer.{key}: " in wrong.stderr, wrong.stderr
    assert "letters travel in clear" in clear.stdout
