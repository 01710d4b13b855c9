"""Databases of one's own on the PostgreSQL server that PERRON_TEST_POSTGRES names, asked by PostgreSQL's own program."""

import contextlib
import json
import os
import subprocess
import uuid


def say(url, statement):
    """What psql prints for it."""
    done = subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", statement, url], capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        raise RuntimeError(f"psql: {done.stderr}")
    return done.stdout.strip()


def rows(url, statement, *values):
    """As tuples of numbers and texts; each `?` stands for a value, of which none is anybody else's than the proof's own."""
    first, *rest = statement.split("?")
    whole = first + "".join(quoted(value) + part for value, part in zip(values, rest, strict=True))
    text = say(url, f"SELECT COALESCE(json_agg(line), '[]') FROM ({whole}) AS line")
    # In pairs: columns of two tables may share a name.
    return json.loads(text, object_pairs_hook=lambda pairs: tuple(value for _, value in pairs))


def quoted(value):
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


@contextlib.contextmanager
def own_database():
    """Its URL, for as long as it is there."""
    server, name = os.environ["PERRON_TEST_POSTGRES"], f"own_{uuid.uuid4().hex}"
    say(server, f"CREATE DATABASE {name}")
    try:
        yield server.replace("/postgres?", f"/{name}?")
    finally:
        say(server, f"DROP DATABASE {name} WITH (FORCE)")
