"""« perron doctor » on a house of its own, whole and harmed: what it says, what to do, and how it ends."""

import os
import sqlite3

from command_line import house, perron, ready  # noqa: F401


def harm(house, *statements):
    """As somebody else's program would: without the checks on foreign keys that ours switches on."""
    with sqlite3.connect(house.data / "perron.sqlite") as database:
        for statement in statements:
            database.execute(statement)
    database.close()


def test_a_whole_house_is_told_so_and_nothing_is_written(ready):
    database = ready.data / "perron.sqlite"
    before = database.read_bytes()

    answer = ready.say("doctor")

    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "FAULT" not in answer.stdout
    assert answer.stdout.splitlines()[1].split() == ["ok", "database", "file", "whole"]
    assert answer.stdout.splitlines()[-1] == "All is whole."
    assert database.read_bytes() == before
    assert not (ready.data / "audit-head").exists()


def test_a_row_that_refers_to_none_is_a_fault_with_what_to_do(ready):
    harm(ready, "INSERT INTO dispatch (id, request_id, channel, state, due_at, created_at) VALUES ('1', 'none', 'email', 'settled', 1, 1)")

    answer = ready.say("doctor")

    assert answer.returncode == 1
    told = next(line for line in answer.stdout.splitlines() if "database file" in line)
    assert told.startswith("FAULT") and "1 of dispatch refer to no access_request" in told and "restore the last backup" in told


def test_an_index_that_lost_a_row_is_found_by_the_thorough_look(ready):
    harm(
        ready, "INSERT INTO task (id, kind, opened_at) VALUES ('1', 'lettersHeld', 1)", "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = replace(sql, 'closed_at IS NULL', 'closed_at IS NOT NULL') WHERE name = 'task_open'")

    thorough = ready.say("doctor", "--thorough")

    assert thorough.returncode == 1
    assert "task_open" in thorough.stdout


def test_a_torn_page_is_a_fault(ready):
    path = ready.data / "perron.sqlite"
    harm(ready, "PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:
        file.seek(-4096 * 2, os.SEEK_END)
        file.write(b"\x2a" * 4096)

    answer = ready.say("doctor")

    assert answer.returncode == 1
    assert "FAULT" in answer.stdout and "database file" in answer.stdout or "malformed" in answer.stderr


def test_a_database_that_others_may_read_is_a_fault(ready):
    (ready.data / "perron.sqlite").chmod(0o644)

    answer = ready.say("doctor")

    assert answer.returncode == 1
    assert f"1, the first {ready.data}/perron.sqlite" in answer.stdout
    assert "chmod go= FILE" in answer.stdout


def test_without_a_database_it_makes_none(house):
    answer = house.say("doctor")

    assert (answer.returncode, answer.stderr.strip()) == (
        1, f"Error: there is no database {house.data}/perron.sqlite: « perron migrate » makes it")
    assert not (house.data / "perron.sqlite").exists()
