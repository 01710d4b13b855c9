"""One site and one dispatcher for each database file: a second one is refused, told who is there, and let in once the first is dead."""

import os
import re
import signal
import sqlite3
import subprocess

import pytest
from command_line import house, perron, ready  # noqa: F401
from demo import PROGRAM, ROOT, end_with_parent, free_port

WHO = r"« perron {command} », process {process}, since 20\d\d-\d\d-\d\d \d\d:\d\d\. "


@pytest.fixture
def start(ready):
    """Starts a command that goes on, and waits until it has said that it does."""
    running = []

    def begin(*arguments):
        process = subprocess.Popen(
            [PROGRAM, *arguments, "--config", ready.config], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True, start_new_session=True, preexec_fn=end_with_parent)
        running.append(process)
        # Logs and the welcome share the pipe; either shows that it goes on, and its seats were taken before.
        assert process.stdout.readline() != "", "it ended at once"
        return process

    yield begin
    for process in running:
        if process.poll() is None:
            process.kill()
        process.wait()
        process.stdout.close()


def refused(answer, what, command, process):
    assert answer.returncode == 1
    assert re.search(re.escape(what) + WHO.format(command=command, process=process.pid), answer.stderr), answer.stderr


def test_a_second_site_is_refused_by_name_also_on_another_port(ready, start):
    first = start("serve")

    second = ready.say("serve", PERRON_SERVER_PORT=str(free_port()))
    worker = ready.say("work")

    refused(second, f"another perron serves from {ready.data}/perron.sqlite already: ", "serve", first)
    refused(worker, f"another perron dispatches from {ready.data}/perron.sqlite already: ", "serve", first)
    assert "« perron serve --without-worker »" in worker.stderr


def test_a_site_without_a_worker_goes_beside_one_worker_and_no_second(ready, start):
    site, worker = start("serve", "--without-worker"), start("work")

    second = ready.say("work")
    whole = ready.say("serve", PERRON_SERVER_PORT=str(free_port()))

    refused(second, f"another perron dispatches from {ready.data}/perron.sqlite already: ", "work", worker)
    refused(whole, f"another perron serves from {ready.data}/perron.sqlite already: ", "serve", site)


def test_a_killed_one_leaves_nothing_that_keeps_the_next_out(ready, start):
    first = start("work")
    os.kill(first.pid, signal.SIGKILL)
    first.wait()

    second = start("work")

    assert second.poll() is None


def test_commands_work_beside_a_site_and_a_schema_never_changes_under_one(ready, start):
    start("serve")

    for command in [("tasks",), ("letters", "batch"), ("letters", "held"), ("audit", "verify"), ("migrate",), ("config", "check")]:
        assert ready.say(*command).returncode == 0, command
    with sqlite3.connect(ready.data / "perron.sqlite") as database:
        database.execute("DELETE FROM schema_migration WHERE number = (SELECT MAX(number) FROM schema_migration)")
    due = ready.say("migrate")

    assert due.returncode == 1
    assert "another perron serves from" in due.stderr


def test_a_demo_that_runs_is_not_cleared_away(own_site):
    fresh = perron("demo", "--fresh", "--data", own_site.data, "--port", str(free_port()))

    assert fresh.returncode == 1
    assert f"another perron serves from {own_site.data}/perron.sqlite already: « perron demo », process {own_site.process_id}" in fresh.stderr
    assert (own_site.data / "perron.sqlite").exists()
