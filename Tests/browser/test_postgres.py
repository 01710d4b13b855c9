"""Perron on a PostgreSQL server: `database` is all that differs. bin/test starts the server."""

import os
import subprocess
import uuid

import pytest
from cast import CAMILLE, HENRI, PASSWORD
from command_line import house  # noqa: F401
from conftest import SETTINGS
from demo import Demo
from journey import Journey

SERVER = os.environ.get("PERRON_TEST_POSTGRES", "")


def ask(statement, url=SERVER):
    run = subprocess.run(["psql", "--no-psqlrc", "-Atqc", statement, url], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


@pytest.fixture
def url():
    """A database of the test's own."""
    assert SERVER, "PERRON_TEST_POSTGRES names no server: bin/test starts one"
    name = f"browser_{uuid.uuid4().hex}"
    ask(f"CREATE DATABASE {name}")
    yield SERVER.replace("/postgres?", f"/{name}?")
    ask(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def demo(url, tmp_path):
    demo = Demo(tmp_path / "demo", SETTINGS | {"PERRON_DATABASE": url})
    yield demo
    assert demo.stop() == 0


@pytest.mark.parametrize("person, channel", [(CAMILLE, "email"), (HENRI, "letter")], ids=["email", "letter"])
def test_the_whole_journey(visits, demo, url, person, channel):
    journey = Journey(visits.open(), demo)

    journey.open_space(person, channel)

    journey.stands_at("/espace")
    assert ask("SELECT COUNT(*) FROM account", url) == "1"
    assert not list(demo.data.glob("*.sqlite*")), "nothing is kept in a file beside"


def test_a_second_site_is_let_in_and_a_session_holds_on_both(visits, demo, url, tmp_path):
    """Cookies name no port, so the browser brings the first site's to the second, as behind a proxy."""
    journey = Journey(visits.open(), demo)
    journey.open_space(CAMILLE, "email")
    # The same keys: a copy of the folder in which the demo keeps them.
    second = tmp_path / "second"
    subprocess.run(["cp", "-r", demo.data, second], check=True)
    other = Demo(second, SETTINGS | {"PERRON_DATABASE": url})
    try:
        journey.page.goto(other.url + "/espace")
        assert "Camille" in journey.page.locator("main").inner_text()
    finally:
        assert other.stop() == 0


def test_doctor_finds_everything_whole(house, url):
    assert house.say("migrate", PERRON_DATABASE=url).returncode == 0

    doctor = house.say("doctor", PERRON_DATABASE=url)

    assert doctor.returncode == 0, doctor.stdout + doctor.stderr
    assert "the server answers" in doctor.stdout


def test_a_database_without_its_schema_says_what_to_do(house, url):
    answer = house.say("serve", PERRON_DATABASE=url)

    assert answer.returncode == 1
    assert "is not up to date: run « perron migrate » first" in answer.stderr


def test_a_database_that_sorts_by_language_says_how_to_make_one_that_does_not(house, url):
    name = f"french_{uuid.uuid4().hex}"
    ask(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'fr' LOCALE 'C.UTF-8'")
    answer = house.say("migrate", PERRON_DATABASE=SERVER.replace("/postgres?", f"/{name}?"))
    ask(f"DROP DATABASE {name} WITH (FORCE)")

    assert answer.returncode == 1
    assert "LOCALE 'C'" in answer.stderr


@pytest.mark.parametrize("wrong", ["postgresql://perron:{secret}@127.0.0.1:9/perron", "postgresql://perron:{secret}@127.0.0.1:9/perron?nonsense=1"])
def test_a_server_that_is_away_is_told_without_its_password(house, wrong):
    secret = "s3cret-w0rd"

    answer = house.say("migrate", PERRON_DATABASE=wrong.format(secret=secret))

    assert answer.returncode == 1
    assert "database" in answer.stderr
    assert secret not in answer.stdout + answer.stderr


def test_a_copy_of_a_server_is_left_to_its_own_tools(house, url, tmp_path):
    answer = house.say("database", "backup", tmp_path / "copy", PERRON_DATABASE=url)

    assert answer.returncode == 1
    assert "PostgreSQL" in answer.stderr and "Backups" in answer.stderr


def test_a_member_signs_in_to_what_was_dumped_and_restored(visits, demo, url, tmp_path):
    Journey(visits.open(), demo).open_space(CAMILLE, "email")
    dump, name = tmp_path / "perron.dump", f"restored_{uuid.uuid4().hex}"
    subprocess.run(["pg_dump", "--format=custom", f"--file={dump}", url], check=True)
    ask(f"CREATE DATABASE {name}")
    restored = SERVER.replace("/postgres?", f"/{name}?")
    subprocess.run(["pg_restore", f"--dbname={restored}", dump], check=True)
    keys = tmp_path / "elsewhere"
    subprocess.run(["cp", "-r", demo.data, keys], check=True)
    other = Demo(keys, SETTINGS | {"PERRON_DATABASE": restored})
    try:
        journey = Journey(visits.open(), other)
        journey.sign_in(CAMILLE.number, PASSWORD)
        journey.stands_at("/espace")
    finally:
        assert other.stop() == 0
        ask(f"DROP DATABASE {name} WITH (FORCE)")
