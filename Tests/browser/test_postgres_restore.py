"""The operator's guide on backups of a PostgreSQL server, its own commands: the server is lost or harmed, brought back to a moment or to its end, and
members sign in."""

import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from demo import ROOT

sys.path.insert(0, str(ROOT / "Tests/faults"))

from fund import Fund, number  # noqa: E402
from guide import HEAD, Machine, block  # noqa: E402
from member import PASSWORD, Member  # noqa: E402


def until(condition, patience=30):
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture
def machine(tmp_path):
    with tempfile.TemporaryDirectory(prefix="perron-restore-") as folder:
        machine = Machine(Path(folder), tmp_path / "data")
        try:
            machine.begin()
            yield machine
        finally:
            machine.server.stop()


@pytest.fixture
def fund(machine, tmp_path):
    fund = Fund(tmp_path, 10, PERRON_DATABASE=f"postgresql://perron@127.0.0.1:{machine.server.port}/perron").fill()
    fund.serve()
    yield fund
    fund.stop()


def copied(machine, fund):
    """A member, the guide's copy, and another member behind it; the moment between these."""
    Member(fund, 0).open_space()
    machine.follow("pg_basebackup")
    between = machine.now()
    return Member(fund, 2).open_space(), between


def told_in_vain(machine, fund):
    """What happens behind the moment, up to a disaster: a space, a request by letter, one by e-mail, whose member and code are the answer."""
    Member(fund, 6).open_space()
    late, before = Member(fund, 8), batches(fund)
    assert Member(fund, 1).ask_for("courrier") and late.ask_for("courriel")
    code = late.await_code()
    until(lambda: batches(fund) - before)
    machine.server.say("DROP TABLE account", database="perron")
    assert Member(fund, 0).sign_in(PASSWORD) != "/espace"
    return late, code


def batches(fund):
    return set(fund.data.glob("letters/*/batch-*"))


def paused(machine):
    """Until the server stands at the moment it was to go to."""
    machine.server.start()
    until(lambda: machine.follow("pg_get_wal_replay_pause_state").startswith("paused|"))


def brought_back(machine, moment):
    machine.follow("recovery.signal", moment=moment)
    paused(machine)
    machine.follow("pg_promote")


def brought_back_after_too_early_a_try(machine, early, moment):
    machine.follow("recovery.signal", moment=early)
    paused(machine)
    assert machine.server.say("SELECT COUNT(*) FROM account", database="perron") == "1"
    machine.server.say(f"ALTER SYSTEM SET recovery_target_time = '{moment}'")
    machine.stop_in_order()
    paused(machine)
    machine.follow("pg_promote")


def faults(doctor):
    assert doctor.returncode in (0, 1), doctor.stderr
    return [line for line in doctor.stdout.splitlines() if line.startswith("FAULT")]


def found_whole(machine, fund, moment):
    """The rest of the guide, step by step, each with what it mends."""
    assert any("audit log" in fault for fault in faults(fund.say("doctor"))), "the head is newer than the log"
    [stray] = faults(machine.follow_as_service("/srv/backup/head/" + HEAD, fund, machine.head_before(moment)))
    known = machine.server.say("SELECT 'batch-' || id FROM letter_batch", database="perron").split()
    strays = {batch for batch in batches(fund) if batch.name not in known}
    assert any(batch.name.removeprefix("batch-") in stray for batch in strays)
    for batch in strays:
        batch.rename(fund.folder / batch.name)
    fund.run("registry", "import", fund.export())
    doctor = fund.say("doctor")
    assert doctor.returncode == 0, doctor.stdout + doctor.stderr


@pytest.mark.parametrize("is_killed", [False, True], ids=["stopped", "killed"])
def test_members_sign_in_to_the_moment_before_the_accounts_were_dropped(machine, fund, is_killed):
    signed_in, too_early = copied(machine, fund)
    asked = Member(fund, 4)
    assert asked.ask_for("courriel")
    early = asked.await_code()
    assert machine.follow_as_service("/srv/backup/head/$(date", fund).returncode == 0
    moment = machine.now()
    asked.sign_in(early)
    assert asked.choose(PASSWORD)
    late, code = told_in_vain(machine, fund)

    changed = machine.follow("SELECT DISTINCT number", moment=moment).split()
    fund.stop()
    if is_killed:
        machine.server.kill()
        brought_back(machine, moment)
    else:
        machine.stop_in_order()
        brought_back_after_too_early_a_try(machine, too_early, moment)
    found_whole(machine, fund, moment)
    fund.serve()

    assert sorted(changed) == [number(4), number(6)]
    assert [Member(fund, index).sign_in(PASSWORD) for index in (0, 2)] == ["/espace"] * 2
    assert signed_in.open("/espace").place.startswith("/connexion"), "no session is open again"
    assert machine.server.say("SELECT COUNT(*) FROM account", database="perron") == "2"
    assert Member(fund, 6).sign_in(PASSWORD) == "/connexion"
    assert late.sign_in(code) == "/connexion"
    assert asked.sign_in(early) == "/mot-de-passe" and asked.choose(PASSWORD)
    assert machine.server.say("SELECT COUNT(*) FROM pg_file_settings WHERE name ~ '^(recovery|restore)_'") == "0"


def forgotten(machine):
    """What the guide takes out of the archive, because it is older than the copy."""
    before = set((machine.backup / "wal").iterdir())
    machine.follow("pg_archivecleanup")
    return before - set((machine.backup / "wal").iterdir())


def test_a_machine_that_is_lost_comes_back_with_what_was_archived(machine, fund):
    machine.server.say("SELECT pg_switch_wal()")
    copied(machine, fund)
    older = forgotten(machine)
    archived = machine.server.say("SELECT pg_walfile_name(pg_switch_wal())")
    until(lambda: (machine.backup / f"wal/{archived}.gz").exists())
    Member(fund, 6).open_space()
    fund.stop()
    machine.server.kill()
    shutil.rmtree(machine.server.folder)
    shutil.rmtree(fund.data)
    fund.data.mkdir(mode=0o700)

    machine.follow("recovery.signal", leaving=("main.before", "recovery_target_time"))
    machine.server.start()
    until(lambda: machine.server.say("SELECT pg_is_in_recovery()") == "f")
    fund.serve()

    assert [Member(fund, index).sign_in(PASSWORD) for index in (0, 2)] == ["/espace"] * 2
    assert Member(fund, 6).sign_in(PASSWORD) == "/connexion", "it was in the minute that was not archived yet"
    assert older, "nothing had been taken out of the archive"


def test_the_archive_takes_a_file_again_only_if_it_is_the_same(tmp_path):
    """As after a crash between the copy and the note of it."""
    (tmp_path / "wal").mkdir()
    command = re.search(r"^archive_command = '(.*)'$", block("archive_mode"), re.M).group(1)
    line = command.replace("/srv/backup", str(tmp_path)).replace("%p", f"{tmp_path}/offered").replace("%f", "000000010000000000000099")

    def is_taken(text):
        (tmp_path / "offered").write_text(text)
        return subprocess.run(["sh", "-c", line], capture_output=True).returncode == 0

    assert [is_taken("one"), is_taken("one"), is_taken("another"), is_taken("one")] == [True, True, False, True]
