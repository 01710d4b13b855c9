"""The database locked by another program, or moved away under a running server: members are told, nothing is acknowledged, and the same
server goes on afterwards."""

import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from demo import ROOT

sys.path.insert(0, str(ROOT / "Tests/faults"))

from disk import APOLOGY  # noqa: E402
from fund import Fund  # noqa: E402
from member import Member  # noqa: E402


@pytest.fixture
def fund(tmp_path):
    fund = Fund(tmp_path, 8).fill()
    fund.serve()
    yield fund
    fund.stop()


def told_to_come_back(fund, index):
    """A member at the first step, whose request could not be stored."""
    member = Member(fund, index)
    assert not member.ask_for("courrier")
    assert (member.status, member.retry_after) == (503, "30")
    assert APOLOGY in member.page
    assert Member(fund, index).open("/").status == 200
    assert fund.query("SELECT COUNT(*) FROM access_request")[0][0] == 0
    return member


def test_a_database_that_another_program_locks_is_told_and_free_again_it_goes_on(fund):
    other = sqlite3.connect(fund.data / "perron.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    # Side by side, since each waits ten seconds for the lock.
    with ThreadPoolExecutor() as pool:
        importing = pool.submit(fund.say, "registry", "import", fund.export("0500000001"))
        told_to_come_back(fund, 0)
        command = importing.result()
    other.execute("ROLLBACK")
    other.close()

    assert command.returncode == 1
    assert command.stderr.strip() == "Error: the database is away, try again: another process holds its lock"
    assert Member(fund, 0).ask_for("courrier")
    assert fund.process.poll() is None


def test_nothing_is_acknowledged_into_a_file_that_was_moved_away_and_put_back_it_goes_on(fund):
    place, away = fund.data / "perron.sqlite", fund.data / "elsewhere.sqlite"
    member = Member(fund, 1)
    member.open("/acces")
    place.rename(away)
    member.send("/acces", {"qualite": "affilie", "numero": member.number, "robot": "oui", "preuve": member.proof()})
    away.rename(place)

    assert (member.status, member.retry_after) == (503, "30")
    assert "was moved or replaced: put it back, or stop and start" in fund.log()
    assert Member(fund, 1).ask_for("courrier")
