"""Two PostgreSQL servers on this machine, the second a standby of the first: one dies, the other takes over, the dead one comes back as standby."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from fund import free_port

BIN = Path(os.environ.get("PGBIN") or max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda bin: int(bin.parent.name)))
USER = "postgres"
SHARED = (
    "listen_addresses = '127.0.0.1'\nmax_connections = 300\nwal_level = replica\nwal_log_hints = on\nwal_keep_size = '512MB'\n"
    "hot_standby = on\nsynchronous_commit = on\nwal_retrieve_retry_interval = '100ms'\ninclude 'own.conf'\n"
)


def as_owner(*command, check=True):
    """Servers refuse to run as root; what they own, their own tools change."""
    before = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
    done = subprocess.run([*before, *map(str, command)], cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
    if check and done.returncode != 0:
        raise RuntimeError(f"{command[0]}: {done.stdout[-500:]}{done.stderr[-500:]}")
    return done


class Server:
    def __init__(self, folder, name):
        self.folder, self.port = folder / name, free_port()
        self.log = folder / f"{name}.log"

    def say(self, *arguments, database="postgres"):
        """What a statement answers, a line for each row."""
        return as_owner(
            BIN / "psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", self.port, "-U", USER, "-d", database,
            *(part for statement in arguments for part in ("-c", statement))).stdout.strip()

    def own(self, awaited):
        """What is this server's alone; copying and rewinding bring the other's along, so it is written anew after both."""
        (self.folder / "own.conf").write_text(
            f"port = {self.port}\nunix_socket_directories = ''\nsynchronous_standby_names = '{awaited}'\n")
        if os.geteuid() == 0:
            shutil.chown(self.folder / "own.conf", USER)

    def start(self):
        as_owner("sh", "-c", f"'{BIN}/pg_ctl' -D '{self.folder}' -l '{self.log}' -w -s start </dev/null >/dev/null 2>&1")

    def kill(self):
        """As a machine that loses its power: the server and every process of its, none of which answers anybody afterwards."""
        main = int((self.folder / "postmaster.pid").read_text().split()[0])
        os.kill(main, signal.SIGSTOP)
        for child in Path(f"/proc/{main}/task/{main}/children").read_text().split():
            try:
                os.kill(int(child), signal.SIGKILL)
            except ProcessLookupError:
                continue
        os.kill(main, signal.SIGKILL)

    def stop(self):
        as_owner(BIN / "pg_ctl", "-D", self.folder, "-m", "immediate", "-s", "stop", check=False)


class Cluster:
    """`primary` and `standby`; a synchronous primary acknowledges nothing that the standby hasn't on disk."""

    def __init__(self, folder, is_synchronous=True):
        self.folder, self.awaited = Path(folder), "*" if is_synchronous else ""
        if os.geteuid() == 0:
            shutil.chown(self.folder, USER)
        self.primary, self.standby = Server(self.folder, "a"), Server(self.folder, "b")

    def begin(self):
        first, second = self.primary, self.standby
        as_owner(BIN / "initdb", "-D", first.folder, "-U", USER, "-A", "trust", "-k", "-E", "UTF8", "--locale=C")
        with (first.folder / "postgresql.conf").open("a") as settings:
            settings.write(SHARED)
        first.own("")
        first.start()
        as_owner(BIN / "pg_basebackup", "-h", "127.0.0.1", "-p", first.port, "-U", USER, "-D", second.folder, "-R", "-X", "stream", "-c", "fast")
        second.own("")
        second.start()
        self._await_standby()
        return self

    def url(self, database="postgres"):
        """Both hosts; libpq finds the one that writes."""
        ports = sorted((self.primary.port, self.standby.port))
        hosts = ",".join(f"127.0.0.1:{port}" for port in ports)
        return f"postgresql://{USER}@{hosts}/{database}?target_session_attrs=read-write&connect_timeout=2"

    def hold_back(self):
        """From now on nothing more is sent to the standby, as over a network that stands still."""
        os.kill(int(self.primary.say("SELECT pid FROM pg_stat_replication")), signal.SIGSTOP)

    def let_on(self):
        os.kill(int(self.primary.say("SELECT pid FROM pg_stat_replication")), signal.SIGCONT)

    def fail_over(self):
        self.primary.kill()
        self.promote()

    def promote(self):
        """The standby takes the dead one's place and waits for nobody, since nobody is there to be waited for."""
        as_owner(BIN / "pg_ctl", "-D", self.standby.folder, "-w", "-s", "promote")
        self.primary, self.standby = self.standby, self.primary

    def rejoin(self):
        """The dead one forgets what only it had, and follows."""
        (self.standby.folder / "postmaster.pid").unlink(missing_ok=True)
        source = f"host=127.0.0.1 port={self.primary.port} user={USER} dbname=postgres"
        self.standby.own("")
        self.primary.say("CHECKPOINT")
        as_owner(BIN / "pg_rewind", "-D", self.standby.folder, f"--source-server={source}", "-R")
        self.standby.own("")
        self.standby.start()
        self._await_standby()

    def end(self):
        for server in (self.primary, self.standby):
            server.stop()

    def _await_standby(self):
        """Until it streams; from then on it is waited for, if the cluster is synchronous."""
        self.primary.own(self.awaited)
        self.primary.say("SELECT pg_reload_conf()")
        wanted, end = "sync" if self.awaited else "async", time.monotonic() + 60
        while self.primary.say("SELECT sync_state FROM pg_stat_replication WHERE state = 'streaming'") != wanted:
            if time.monotonic() > end:
                raise RuntimeError("the standby doesn't follow: " + self.standby.log.read_text()[-500:])
            time.sleep(0.05)
