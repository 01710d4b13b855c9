"""The operator's guide on PostgreSQL servers, its own commands: done on a server of the test's own, in a folder of its own."""

import re
import shutil
import subprocess

from cluster import BIN, USER, Server, as_owner
from fund import PERRON, ROOT

GUIDE = (ROOT / "docs/operator.md").read_text()
MOMENT, HEAD = "2026-11-25 14:05:00+01", "2026-11-25T13:00:00Z"


def block(holding):
    """The one block of commands in the guide that holds these words."""
    [found] = [block for block in re.findall(r"^```\n(.*?)^```$", GUIDE, re.M | re.S) if holding in block]
    return found


class Machine:
    """The server of the guide, with the guide's folders in a folder of the test's own."""

    def __init__(self, folder, data):
        self.folder, self.backup, self.data = folder, folder / "backup", data
        self.server = Server(folder, "main")
        for place in (folder, self.backup, *(self.backup / name for name in ("wal", "base", "head"))):
            place.mkdir(exist_ok=True)
            shutil.chown(place, as_owner("id", "-un").stdout.strip())

    def begin(self):
        as_owner(BIN / "initdb", "-D", self.server.folder, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        with (self.server.folder / "postgresql.conf").open("a") as settings:
            settings.write("listen_addresses = '127.0.0.1'\nfsync = off\ninclude 'own.conf'\n" + self.placed(block("archive_mode")))
        self.server.own("")
        self.server.start()
        self.follow("createuser perron")

    def placed(self, text):
        places = {"/var/lib/postgresql/15": self.folder, "/usr/lib/postgresql/15/bin": BIN, "/srv/backup": self.backup, "/var/lib/perron": self.data}
        for place, own in places.items():
            text = text.replace(place, str(own))
        return text

    def follow(self, holding, leaving=(), moment=MOMENT):
        """Does, as the server's owner, what a block says, but for the lines that hold one of these words; what it printed."""
        lines = block(holding).splitlines(keepends=True)
        kept = "".join(line for line in lines if not any(word in line for word in leaving)).replace(MOMENT, moment)
        where = [f"PATH={BIN}:/usr/bin:/bin", "PGHOST=127.0.0.1", f"PGPORT={self.server.port}", f"PGUSER={USER}"]
        return as_owner("env", *where, "bash", "-euc", self.placed(kept)).stdout.strip()

    def follow_as_service(self, holding, fund, head=HEAD):
        """The same for what the service's user does; how it ended."""
        text = block(holding).replace("runuser -u perron -- ", "").replace(HEAD, head)
        before = f'perron() {{ {PERRON} "$@"; }}\n'
        return subprocess.run(
            ["bash", "-euc", before + self.placed(text)], cwd=ROOT, env=fund.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)

    def stop_in_order(self):
        as_owner(BIN / "pg_ctl", "-D", self.server.folder, "-m", "fast", "-w", "-s", "stop")

    def now(self):
        return self.server.say("SET TIME ZONE 'UTC'", "SELECT now()")

    def head_before(self, moment):
        """The newest copy of the head that is not newer; both are in UTC."""
        return max(path.name for path in (self.backup / "head").iterdir() if path.name[:19] <= moment[:19].replace(" ", "T"))
