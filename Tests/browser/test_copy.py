"""« perron database copy »: a whole fund moves to a server and back, and a member signs in to both."""

import re
import shutil
import signal
import subprocess

import pytest
from command_line import perron
from demo import PROGRAM, ROOT
from served_fund import fund  # noqa: F401  (and makes « member » known)
from member import PASSWORD, Member
from test_postgres import ask, url  # noqa: F401


def copy(source, target, **environment):
    return perron("database", "copy", source, target, **environment)


def file(fund, name="perron.sqlite"):
    return f"sqlite:{fund.data}/{name}"


def test_a_fund_moves_to_a_server_and_back_and_its_members_sign_in(fund, url):
    Member(fund, 0).open_space()
    assert Member(fund, 1).ask_for("courrier")
    running = copy(file(fund), url)
    fund.stop()

    there = copy(file(fund), url)
    shutil.move(fund.data / "perron.sqlite", fund.data / "before.sqlite")
    fund.environment["PERRON_DATABASE"] = url
    doctor = fund.say("doctor")
    fund.serve()

    assert running.returncode == 1 and "another perron serves from" in running.stderr and "Stop it first" in running.stderr
    assert there.returncode == 0, there.stderr
    assert re.search(r"pension_record +40\b", there.stdout) and re.search(r"account +1\b", there.stdout)
    assert "copying" in there.stdout and "comparing" in there.stdout and "100 %" in there.stdout
    assert doctor.returncode == 0, doctor.stdout + doctor.stderr
    assert Member(fund, 0).sign_in(PASSWORD) == "/espace"
    assert Member(fund, 0).sign_in("une autre lavande girafe") != "/espace"
    Member(fund, 2).open_space()
    fund.stop()

    back = copy(url, file(fund))
    fund.environment.pop("PERRON_DATABASE")
    doctor = fund.say("doctor", "--thorough")
    fund.serve()

    assert back.returncode == 0, back.stderr
    assert oct((fund.data / "perron.sqlite").stat().st_mode & 0o777) == "0o600"
    assert doctor.returncode == 0, doctor.stdout + doctor.stderr
    assert [Member(fund, index).sign_in(PASSWORD) for index in (0, 2)] == ["/espace", "/espace"]


def test_what_is_not_empty_is_not_copied_over(fund, url):
    fund.stop()
    assert copy(file(fund), url).returncode == 0

    again = copy(file(fund), url)

    assert again.returncode == 1
    assert "is not empty" in again.stderr and "nothing was changed" in again.stderr
    assert ask("SELECT COUNT(*) FROM pension_record", url) == "40"


def test_a_copy_that_was_killed_is_opened_by_nothing(fund, url):
    fund.stop()
    # Held up by a lock on one of the last tables, it is killed there.
    fund.environment["PERRON_DATABASE"] = url
    fund.run("migrate")
    lock = subprocess.Popen(["psql", "-Xqt", url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    lock.stdin.write("BEGIN; LOCK TABLE audit_event IN EXCLUSIVE MODE; SELECT 'locked';\n")
    lock.stdin.flush()
    while "locked" not in lock.stdout.readline():
        pass
    moving = subprocess.Popen([PROGRAM, "database", "copy", file(fund), url], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while ask("SELECT COUNT(*) FROM pg_locks WHERE NOT granted", url) == "0":
        assert moving.poll() is None
    moving.send_signal(signal.SIGKILL)
    moving.wait()
    lock.stdin.close()
    lock.wait()

    for arguments in (["serve"], ["work"], ["migrate"], ["doctor"], ["tasks"]):
        answer = fund.say(*arguments)
        assert answer.returncode != 0 and "not finished" in answer.stdout + answer.stderr, arguments
    again = copy(file(fund), url)
    assert again.returncode == 1 and "Empty it" in again.stderr
    ask("DROP SCHEMA public CASCADE; CREATE SCHEMA public", url)
    assert copy(file(fund), url).returncode == 0


def test_a_password_in_the_arguments_is_refused_and_not_repeated(fund):
    fund.stop()

    answer = copy(file(fund), "postgresql://perron:s3cret-w0rd@127.0.0.1:9/fund")

    assert answer.returncode == 1
    assert "~/.pgpass" in answer.stderr and "s3cret-w0rd" not in answer.stdout + answer.stderr


@pytest.mark.parametrize("source, words", [
    ("/tmp/perron.sqlite", "FROM must be sqlite:/PATH or postgresql://"),
    ("sqlite:perron.sqlite", "FROM sqlite: wants a path that begins with /"),
    ("sqlite:/nowhere/at/all.sqlite", "there is no database /nowhere/at/all.sqlite"),
])
def test_what_is_no_database_is_told(source, words):
    answer = copy(source, "sqlite:/tmp/never-made.sqlite")

    assert answer.returncode == 1
    assert words in answer.stderr
