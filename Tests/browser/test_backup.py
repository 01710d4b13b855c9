"""« perron database backup » beside a running site, and the copy put in the place of a database that is gone."""

import shutil
import sqlite3
import stat
import threading

import pytest
from command_line import house, perron, ready  # noqa: F401
from served_fund import fund  # noqa: F401  (and makes « member » known)
from member import PASSWORD, Member


def test_a_member_signs_in_to_what_was_copied_under_writes_and_restored(fund, tmp_path):
    Member(fund, 0).open_space()
    crowd = [threading.Thread(target=lambda index=index: Member(fund, index).ask_for("courrier")) for index in range(1, 30, 2)]
    for one in crowd:
        one.start()
    head, copy = tmp_path / "audit-head", tmp_path / "copy.sqlite"
    shutil.copy(fund.data / "audit-head", head)
    fund.run("database", "backup", copy)
    for one in crowd:
        one.join()
    fund.stop()
    shutil.rmtree(fund.data)
    fund.data.mkdir(mode=0o700)
    shutil.copy(head, fund.data / "audit-head")
    shutil.copy(copy, fund.data / "perron.sqlite")

    doctor = fund.say("doctor", "--thorough")
    fund.serve()

    assert doctor.returncode == 0, doctor.stdout + doctor.stderr
    assert Member(fund, 0).sign_in(PASSWORD) == "/espace"
    assert Member(fund, 0).sign_in("une autre lavande girafe") != "/espace"


def test_the_copy_is_one_file_of_its_owner_alone(ready, tmp_path):
    answer = ready.say("database", "backup", tmp_path / "copy.sqlite")

    assert (answer.returncode, answer.stdout) == (0, f"copied to {tmp_path}/copy.sqlite\n"), answer.stderr
    assert [path.name for path in tmp_path.glob("copy*")] == ["copy.sqlite"]
    assert stat.S_IMODE((tmp_path / "copy.sqlite").stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["copy.sqlite", "copy.sqlite.part"])
def test_nothing_is_overwritten(ready, tmp_path, name):
    (tmp_path / name).write_text("something else")

    answer = ready.say("database", "backup", tmp_path / "copy.sqlite")

    assert answer.returncode == 1
    assert f"{name} is there already, and is left as it is" in answer.stderr
    assert [(path.name, path.read_text()) for path in tmp_path.glob("copy*")] == [(name, "something else")]


def test_an_older_schema_is_copied_and_no_database_is_made(house, tmp_path):
    none = house.say("database", "backup", tmp_path / "none.sqlite")
    assert house.say("migrate").returncode == 0
    with sqlite3.connect(house.data / "perron.sqlite") as database:
        database.execute("DELETE FROM schema_migration WHERE number > 5")
    database.close()

    old = house.say("database", "backup", tmp_path / "old.sqlite")

    assert none.returncode == 1 and "there is no database" in none.stderr
    assert old.returncode == 0, old.stderr
    with sqlite3.connect(tmp_path / "old.sqlite") as copy:
        assert copy.execute("SELECT MAX(number) FROM schema_migration").fetchone() == (5,)
    copy.close()
