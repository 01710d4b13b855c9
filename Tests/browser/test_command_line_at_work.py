"""What an operator types where there is something to decide: doubtful batches, tasks, the audit log."""

import http.client
import re
import signal
import sqlite3
import subprocess
import time

from command_line import house, perron, ready  # noqa: F401
from demo import PROGRAM, ROOT

BATCH = "01K0000000000000000BATCH00"


def fill(house, *statements):
    with sqlite3.connect(house.data / "perron.sqlite") as database:
        for statement in statements:
            database.execute(statement)


def doubtful_batch():
    return [
        f"INSERT INTO letter_batch (id, posting_day, state, opened_at, letters) VALUES ('{BATCH}', '2026-11-24', 'unsure', 2, 3)",
        f"INSERT INTO task (id, kind, batch_id, opened_at) VALUES ('01K000000000000000000TASK0', 'unsureHandOver', '{BATCH}', 2)",
    ]


def test_a_doubtful_batch_is_settled_by_a_word_about_it_and_its_leftovers_go(ready):
    fill(ready, *doubtful_batch())
    leftover = ready.data / "letters" / f".batch-{BATCH}.worker"
    leftover.mkdir(parents=True)
    (leftover / "letters.pdf").write_text("codes in clear")

    shown = ready.say("letters", "doubtful")
    closed = ready.say("tasks", "close", "01K000000000000000000TASK0")
    left = ready.say("letters", "left", BATCH)

    assert BATCH in shown.stdout and "2026-11-24" in shown.stdout
    assert closed.returncode == 1
    assert f"« perron letters left {BATCH} » or « perron letters again {BATCH} »" in closed.stderr
    assert left.stdout == "handed over: 0 letters\n"
    assert not leftover.exists()
    assert ready.say("tasks").stdout == "No task is open.\n"


def test_tasks_tell_how_many_there_are_those_about_a_batch_first(ready):
    old = [f"INSERT INTO task (id, kind, opened_at) VALUES ('01K0000000000000000000{number:04}', 'deceased', 1)" for number in range(230)]
    fill(ready, *old, *doubtful_batch())

    some, every = ready.say("tasks"), ready.say("tasks", "list", "--all")
    kind = ready.say("tasks", "list", "--kind", "unsureHandOver")

    assert some.stdout.splitlines()[1].startswith("01K000000000000000000TASK0  unsureHandOver")
    assert "… and 31 more: --all shows them, --kind those of one kind" in some.stdout
    assert every.stdout.count("deceased ") == 230 and "more:" not in every.stdout
    assert kind.stdout.count("01K") == 2


def test_an_event_that_was_changed_is_found(ready):
    fill(ready, "INSERT INTO task (id, kind, opened_at) VALUES ('01K000000000000000000TASK0', 'lettersHeld', 1)")
    assert ready.say("tasks", "close", "01K000000000000000000TASK0").stdout == "closed\n"
    seal(ready)

    whole = ready.say("audit", "verify")
    fill(ready, "UPDATE audit_event SET detail = 'nothing'")
    broken = ready.say("audit", "verify")
    fill(ready, "DELETE FROM audit_event")
    cut = ready.say("audit", "verify")

    assert whole.stdout == f"whole: 1 event, up to the head in {ready.data}/audit-head\n"
    assert (broken.returncode, broken.stderr) == (1, "Error: event 1, or the one before it, was changed, or its seal was\n")
    assert (cut.returncode, cut.stderr) == (
        1, f"Error: the log is cut off after event 0, or differs from the head in {ready.data}/audit-head\n")


def seal(house):
    """Lets a worker seal the log, and stops it as Ctrl-C does."""
    worker = subprocess.Popen(
        [PROGRAM, "work", "--config", house.config], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        end = time.monotonic() + 20
        while not (house.data / "audit-head").exists() and time.monotonic() < end:
            time.sleep(0.05)
    finally:
        worker.send_signal(signal.SIGINT)
        assert worker.wait(20) == 0


def test_the_log_has_a_line_for_each_request_and_nothing_that_was_typed(ready):
    log = ready.folder / "log"
    with log.open("wb") as out:
        site = subprocess.Popen(
            [PROGRAM, "serve", "--without-worker", "--config", ready.config], cwd=ROOT, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=out, start_new_session=True)
    try:
        for path in ["/", "/2614073?motif=2614073", "/%0A2614073"]:
            ask(ready.port, path)
    finally:
        site.send_signal(signal.SIGINT)
        assert site.wait(20) == 0

    lines = [line for line in log.read_text().splitlines() if " answered " in line]
    form = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z info answered method=GET ms=\d+ request_id=[0-9a-f]{12} route=(\S+) status=(\d+)"
    assert [re.fullmatch(form, line).groups() for line in lines] == [("/", "200"), ("NotFound", "404"), ("NotFound", "404")]
    assert "2614073" not in log.read_text()


def ask(port, path):
    """Waits for the port to answer."""
    end = time.monotonic() + 20
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.request("GET", path, headers={"Host": "espace.carso.example"})
            return connection.getresponse().read()
        except ConnectionRefusedError:
            assert time.monotonic() < end
            time.sleep(0.05)
