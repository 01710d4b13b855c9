"""The command line under test: a configuration in a folder of its own, and the program run to its end."""

import os
import subprocess

import pytest

from demo import PROGRAM, ROOT, free_port

GOOD = """\
fund:
  name: Caisse de retraite des métiers du soin
  short_name: CARSO
  postal_address: ["12 RUE DES ERABLES", "87000 LIMOGES"]
  telephone: 05 00 00 00 00
  opening_hours: du lundi au vendredi, de 9 h à 17 h
  email_sender: espace@carso.example
server:
  public_url: https://espace.carso.example
  port: {port}
data:
  directory: {data}
keys:
  master_file: {key}
mail:
  smtp:
    host: localhost
"""

BAD = """\
fund:
  name: |
    Caisse
  short_name: [CARSO]
  postal_address: 12 RUE DES ERABLES
  telephone: 05 00 00 00 00
  email_sender: personne
server:
  public_url: http://espace.carso.example/
  trusted_proxies: 10.0.0.1
  time_zone: Europe/Limoges
keys:
  former: "0123"
mail:
  smtp:
    host: localhost
    certificates: {data}/missing.pem
    total_timeout: 41s
    connections: 1
  pace: ["orange.fr:20", "free.fr:many"]
letters:
  directory: {file}/letters
  fonts: {data}/fonts
sessions:
  idle: 99999999999999999d
  life: 0s
fun:
  name: CARSO
data:
  directory: {data}
"""


def perron(*arguments, **environment):
    """Runs the program to its end; its exit code, and what it said."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PERRON_")}
    return subprocess.run(
        [PROGRAM, *map(str, arguments)], cwd=ROOT, env=own | environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        timeout=60)


class House:
    """A fund's configuration, its key, and a database that is up to date."""

    def __init__(self, folder):
        self.folder = folder
        self.config = folder / "perron.yaml"
        self.data = folder / "data"
        self.port = free_port()
        key = folder / "master.key"
        key.write_text(perron("config", "new-key").stdout)
        key.chmod(0o600)
        self.config.write_text(GOOD.format(data=self.data, key=key, port=self.port))

    def say(self, *arguments, **environment):
        return perron(*arguments, "--config", self.config, **environment)


# The test files import the two fixtures that follow.
@pytest.fixture
def house(tmp_path):
    return House(tmp_path)


@pytest.fixture
def ready(house):
    assert house.say("migrate").returncode == 0
    return house
