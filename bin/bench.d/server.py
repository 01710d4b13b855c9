"""A PostgreSQL server of the bench's own, with everything on disk when it says so."""

import os
import shutil
import subprocess
from pathlib import Path

import portal
import rig

BIN = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
SETTINGS = ["listen_addresses=", "max_connections=300", "shared_buffers=512MB", "max_wal_size=4GB", "checkpoint_timeout=15min"]


class Postgres:
    """Ends with the `with` that it is opened in."""

    def __init__(self, folder):
        self._folder = folder
        folder.mkdir()
        self._as = []
        if os.geteuid() == 0:
            # It refuses to run as root, and its own user must reach the folder.
            shutil.chown(folder, "postgres")
            self._as = ["runuser", "-u", "postgres", "--"]
        self._run("initdb", "--pgdata=data", "--username=perron", "--auth=trust", "--encoding=UTF8", "--locale=C")
        options = " ".join(f"-c {setting}" for setting in [*SETTINGS, f"unix_socket_directories={folder}"])
        self._run("pg_ctl", "--pgdata=data", "--wait", "--silent", f"--log={folder}/log", f"--options={options}", "start")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._run("pg_ctl", "--pgdata=data", "--silent", "--mode=immediate", "stop")

    def url(self, database="postgres"):
        return f"postgresql://perron@/{database}?host={self._folder}"

    def ask(self, *statements, database="postgres"):
        wanted = [part for statement in statements for part in ("-c", statement)]
        return subprocess.run(["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", *wanted, self.url(database)], capture_output=True, text=True, check=True).stdout

    def fund(self, database, data):
        """The whole fund of a folder, in a database of that name, with the statistics that autovacuum would have gathered by the next day."""
        self.ask(f"CREATE DATABASE {database}")
        portal.perron(data, "database", "copy", f"sqlite:{data}/perron.sqlite", self.url(database))
        self.ask("VACUUM (ANALYZE)", database=database)
        return self.url(database)

    def simple_updates(self, seconds, clients):
        """pgbench's `simple update`: three statements a transaction, one of them an INSERT; transactions a second."""
        told = subprocess.run(
            ["pgbench", "-N", "-n", "-M", "prepared", "-c", str(clients), "-j", str(min(clients, 2)), "-T", str(seconds), "-h", str(self._folder), "-U", "perron",
             "bench"],
            capture_output=True, text=True, check=True, env=os.environ | {"PATH": f"{BIN}:{os.environ['PATH']}"}).stdout
        return float(next(line.split()[2] for line in told.splitlines() if line.startswith("tps = ")))

    def prepare_simple_updates(self):
        self.ask("CREATE DATABASE bench")
        subprocess.run([BIN / "pgbench", "-i", "-q", "-s", "10", "-h", str(self._folder), "-U", "perron", "bench"], capture_output=True, check=True)

    def _run(self, program, *arguments):
        # What the server inherits would be waited for.
        with (self._folder.parent / f"{program}.log").open("ab") as log:
            subprocess.run([*self._as, BIN / program, *arguments], cwd=self._folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=True)
