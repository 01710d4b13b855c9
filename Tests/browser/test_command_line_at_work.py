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

COLUMNS = (
    "numero_dossier categorie situation civilite nom nom_naissance prenoms date_naissance adresse_1 adresse_2 adresse_3 adresse_4"
    " adresse_5 adresse_6 pays courriel telephone derniere_connexion date_deces dossier_lie representant"
).split()


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

    shown = ready.say("letters", "list", "--state", "unsure")
    closed = ready.say("tasks", "close", "01K000000000000000000TASK0")
    left = ready.say("letters", "acknowledge", BATCH)
    again = [ready.say("letters", "acknowledge", BATCH), ready.say("letters", "hand-over", BATCH)]

    assert BATCH in shown.stdout and "2026-11-24" in shown.stdout
    assert closed.returncode == 1
    assert f"« perron letters acknowledge {BATCH} » or « perron letters hand-over {BATCH} »" in closed.stderr
    assert left.stdout == "handed over: 0 letters\n"
    assert not leftover.exists()
    assert all(answer.returncode == 1 and f"Error: batch {BATCH} left at " in answer.stderr for answer in again)
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


def test_letters_that_came_back_are_said_by_their_numbers_all_of_a_list_or_none(ready, tmp_path):
    export = tmp_path / "registry.csv"
    rows = [COLUMNS] + [
        ["260000%d" % index, "AFFILIE", "COTISANT", "MME", "ESSAI", "ESSAI", "Jeanne", "14/03/1980", "MME Jeanne ESSAI", "", "",
         "8 RUE DES TILLEULS", "", "87000 LIMOGES", "FR", f"essai{index}@exemple.fr", "", "", "", "", ""] for index in range(3)]
    export.write_text("".join(";".join(row) + "\r\n" for row in rows))
    assert ready.say("registry", "import", export).returncode == 0
    fill(ready, *[f"""
        INSERT INTO letter (id, record_id, dispatch_id, language, posting_day, state, batch_id, made_at)
        SELECT '01K00000000000004WTD07M9Z{index}', id, 'order{index}', 'fr', '2026-11-24', '{state}', '{BATCH}', 1
        FROM pension_record WHERE number = '260000{index}'""" for index, state in enumerate(["handedOver", "handedOver", "setAside"])])
    scanned = tmp_path / "returned.txt"

    scanned.write_text("4WTD0-7M9Z0\r\n\r\n4wtd07m9z9\r\nhello\r\n4WTD0-7M9Z2\r\n")
    refused = ready.say("letters", "returned", "--list", scanned)
    nothing = ready.say("tasks")
    scanned.write_text("4wtdo 7m9z0\n4WTD0-7M9Z1\n")
    first = ready.say("letters", "returned", "4WTDO-7M9Z0")
    listed = ready.say("letters", "returned", "--list", scanned)
    tasks = ready.say("tasks")
    good = ready.say("letters", "deliverable", "4WTD07M9Z0")

    assert refused.returncode == 1 and refused.stderr.splitlines() == [
        f"Error: {scanned}, line 3: 4WTD0-7M9Z9 is no letter's number, or that of one whose time of keeping is over",
        f"{scanned}, line 4: « hello » is not a letter's number, which has ten letters and figures",
        f"{scanned}, line 5: 4WTD0-7M9Z2 never left this house",
        "nothing was recorded: mend the numbers, then say so again"]
    assert nothing.stdout == "No task is open.\n"
    assert first.stdout.startswith("1 recorded as returned")
    assert listed.stdout.startswith(f"{scanned}, line 1: 4WTD0-7M9Z0 was recorded already, ")
    assert listed.stdout.splitlines()[1].startswith("1 recorded as returned")
    assert tasks.stdout.count("a letter came back") == 2
    assert good.stdout == "letters go to that address again\n"
    with sqlite3.connect(ready.data / "perron.sqlite") as database:
        assert database.execute("SELECT COUNT(*) FROM notice WHERE kind = 'letterReturned'").fetchone() == (2,)
        assert database.execute("SELECT COUNT(*) FROM returned_address").fetchone() == (1,)


def test_how_a_member_is_written_to_is_said_and_shown(ready, tmp_path):
    export = tmp_path / "registry.csv"
    row = ["2600000", "AFFILIE", "COTISANT", "MME", "ESSAI", "ESSAI", "Jeanne", "14/03/1980", "MME Jeanne ESSAI", "", "",
           "8 RUE DES TILLEULS", "", "87000 LIMOGES", "FR", "", "", "", "", "", ""]
    export.write_text("".join(";".join(line) + "\r\n" for line in [COLUMNS, row]))
    assert ready.say("registry", "import", export).returncode == 0

    said = [ready.say("letters", "prefer", "2600000", *options).stdout for options in [
        [], ["--print", "large"], ["--language", "en"], ["--print", "usual"], ["--language", "asked"], []]]
    unknown, wrong = ready.say("letters", "prefer", "2699999", "--print", "large"), ready.say("letters", "prefer", "26")

    asked, english = "in the language in which the member asks\n", "in English\n"
    assert said == [
        f"letters in the usual print, {asked}", f"letters in large print, {asked}", f"letters in large print, {english}",
        f"letters in the usual print, {english}", f"letters in the usual print, {asked}", f"letters in the usual print, {asked}"]
    assert (unknown.returncode, unknown.stderr) == (1, "Error: no file has this number\n")
    assert (wrong.returncode, wrong.stderr) == (1, "Error: « 26 » is not a file number: it has 7 or 9 figures\n")


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
