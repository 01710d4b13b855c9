"""A disk that is full, and one that fails at each kind of write: what members and operators are told, that nothing is half done, and that it
goes on by itself. Prints Markdown; fails if any of this is not so. A full disk is a small tmpfs (unshare -m, root); failing calls are
injected by strace.

    disk.py
"""

import html
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from fund import ROOT, Fund
from kill import Comparison, drained
from member import PASSWORD, Member

# What the page says while the store is away.
APOLOGY = json.loads((ROOT / "Resources/words/fr/site.json").read_text())["site.error.unavailable.title"]

# What fails, where, and in whose hands. A thread's calls from the third to the tenth fail: strace counts for each thread of its own.
SITES = [
    ("pwrite64", "ENOSPC", "perron.sqlite-wal", "SQLite's log, full"),
    ("pwrite64", "EIO", "perron.sqlite-wal", "SQLite's log, failing"),
    ("fdatasync", "EIO", "perron.sqlite-wal", "the sync of a commit"),
    ("fsync", "EIO", None, "the sync of a mail, a letter, their folder, the audit log's head"),
    ("fsync", "ENOSPC", None, "the same, full"),
    ("rename,renameat,renameat2", "ENOSPC", None, "the move into place of a mail, a batch, the head"),
    ("rename,renameat,renameat2", "EIO", None, "the same, failing"),
    ("mkdir,mkdirat", "ENOSPC", None, "the folder of a batch"),
]


def is_full_disk_possible():
    """Why not, or None."""
    if os.geteuid() != 0:
        return "a tmpfs of one's own takes root"
    probe = subprocess.run(["unshare", "-m", "sh", "-c", "mount -t tmpfs -o size=1m none /mnt"], capture_output=True)
    return None if probe.returncode == 0 else "a tmpfs can't be mounted here"


def is_injection_possible():
    probe = subprocess.run(["strace", "-e", "inject=getpid:error=EIO", "true"], capture_output=True)
    return None if probe.returncode == 0 else "strace may not trace here"


class Visitors:
    """Members who ask one after the other and try again when they are told to; what they were told."""

    def __init__(self, fund):
        self.fund, self.asked, self.chosen, self.statuses = fund, {}, set(), Counter()
        self.untold = []

    def come(self, people, patience=40):
        for index in people:
            self._until(lambda: self._ask(index), time.monotonic() + patience)

    def choose(self, people, patience=40):
        for index in people:
            self._until(lambda: self._choose(index), time.monotonic() + patience)

    def _ask(self, index):
        member = Member(self.fund, index)
        channel = "courriel" if index % 2 == 0 else "courrier"
        is_told = member.ask_for(channel)
        self._note(member)
        if is_told:
            self.asked[index] = channel
        return is_told

    def _choose(self, index):
        member = Member(self.fund, index)
        for code in reversed(member.codes()):
            place = member.sign_in(code)
            self._note(member)
            if place == "/mot-de-passe" and member.choose(PASSWORD):
                self.chosen.add(index)
                return True
            self._note(member)
        return False

    def _note(self, member):
        self.statuses[member.status] += 1
        if member.status == 503 and (member.retry_after != "30" or APOLOGY not in html.unescape(member.page)):
            self.untold.append(member.index)

    def _until(self, step, end):
        while not step() and time.monotonic() < end:
            time.sleep(0.2)


def settled(fund, visitors, faults, patience=60):
    """What must hold afterwards, with the same process still running."""
    if fund.process.poll() is not None:
        faults.append("the server ended")
        return
    if not drained(fund, patience):
        faults.append("something still waits")
    faults += Comparison(fund, visitors).run(is_drained=True).faults
    if visitors.untold:
        faults.append("a 503 without Retry-After")
    if visitors.statuses[500]:
        faults.append(f"{visitors.statuses[500]} pages with 500")
    time.sleep(1.5)
    doctor = fund.say("doctor")
    if doctor.returncode != 0:
        faults.append("the doctor: " + "; ".join(line for line in doctor.stdout.splitlines() if line.startswith("FAULT")))


def injected(folder, calls, error, file, people=12):
    """One site's faults under a running server: (injected, statuses, faults)."""
    fund, faults, log = Fund(folder, people).fill(), [], folder / "strace"
    where = ["-P", str(fund.data / file)] if file else []
    options = ["-f", "-qq", "-o", str(log), *where, "-e", f"trace={calls}", "-e", f"inject={calls}:error={error}:when=3..10"]
    fund.serve(before=["strace", *options])
    visitors = Visitors(fund)
    try:
        visitors.come(range(people))
        visitors.choose(range(0, people, 2))
        if len(visitors.asked) < people:
            faults.append(f"only {len(visitors.asked)} of {people} requests were ever taken")
        settled(fund, visitors, faults)
    finally:
        # strace passes no signal on: its only child is the server.
        for child in Path(f"/proc/{fund.process.pid}/task/{fund.process.pid}/children").read_text().split():
            os.kill(int(child), 2)
        try:
            fund.process.wait(20)
        except subprocess.TimeoutExpired:
            fund.stop()
    count = log.read_text(errors="replace").count("(INJECTED)")
    if count == 0:
        faults.append("no call failed")
    return count, visitors.statuses, faults


def full(folder, people=30):
    """A disk that fills up under a running server, and has room again: a list of (what, as it should be)."""
    fund, faults = Fund(folder, people), []
    fund.data.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m,mode=0700", "none", fund.data], check=True)
    try:
        fund.fill()
        fund.serve()
        visitors = Visitors(fund)
        visitors.come([0, 1])
        ballast = fund.data / "ballast"
        subprocess.run(["sh", "-c", f"cat /dev/zero >{ballast}"], capture_output=True)
        member = Member(fund, 2)
        refused = 0
        for _ in range(40):
            member.open("/acces")
            if member.status == 503 or not member.ask_for("courriel") and member.status == 503:
                refused += 1
                break
        public = Member(fund, 3)
        public.open("/")
        command = fund.say("registry", "import", fund.export("0555555501"))
        batch = fund.say("tasks")
        ballast.unlink()
        told = [
            ("a member gets 503 with Retry-After: 30", refused == 1 and member.retry_after == "30"),
            ("the public page stays", public.status == 200),
            ("an import says so and ends with 1", command.returncode == 1 and "full" in command.stderr),
            ("a command that only reads works", batch.returncode == 0),
        ]
        visitors.come(range(2, people))
        visitors.choose(range(0, people, 2))
        told.append(("with room, the same process takes every request", len(visitors.asked) == people))
        told.append(("and every password", len(visitors.chosen) == people // 2))
        told.append(("the import is taken up", fund.say("registry", "import", fund.export("0555555501")).returncode == 0))
        settled(fund, visitors, faults)
        return told + [("nothing is lost or half done", not faults)], faults + [command.stderr.strip()]
    finally:
        fund.stop()
        subprocess.run(["umount", "-l", fund.data])


# Calls of an import, all from the first or fourth on, and how it ends. A checkpoint only moves what its commit has synced: if it fails, the
# log keeps it, and the next one moves it.
IMPORTS = [
    ("pwrite64", "ENOSPC", "perron.sqlite-wal", "4+", "SQLite's log, full", 1),
    ("pwrite64", "EIO", "perron.sqlite-wal", "4+", "SQLite's log, failing", 1),
    ("fdatasync", "EIO", "perron.sqlite-wal", "4+", "the sync of a commit", 1),
    ("pwrite64", "EIO", "perron.sqlite", "1+", "a checkpoint's write", 0),
]


def imports(folder):
    """Imports whose calls fail: they end as they should, the next one goes on, and what is there in the end is the export."""
    fund = Fund(folder, 20_000).fill()
    for number, (calls, error, file, when, what, code) in enumerate(IMPORTS):
        telephone, log = f"05{number + 10:08}", folder / f"strace{number}"
        words = ["registry", "import", fund.export(telephone)]
        inject = ["strace", "-f", "-qq", "-o", str(log), "-P", str(fund.data / file), "-e", f"trace={calls}", "-e",
                  f"inject={calls}:error={error}:when={when}"]
        failed, again, doctor = fund.say(*words, before=inject), fund.say(*words), fund.say("doctor")
        rows = fund.query("SELECT COUNT(*) FROM pension_record WHERE telephone = ?", telephone)[0][0]
        count = log.read_text(errors="replace").count("(INJECTED)")
        is_right = count > 0 and failed.returncode == code and again.returncode == doctor.returncode == 0 and rows == fund.people
        said = (failed.stderr.strip().splitlines() or ["(nothing: it is done)"])[-1]
        yield calls, error, what, count, said, is_right


def word(truth):
    return "yes" if truth else "**no**"


def main():
    for reason in (is_full_disk_possible(), is_injection_possible()):
        if reason:
            print(f"Not shown: {reason}.")
            return 1
    if os.environ.get("PERRON_DISK_APART") != "1":
        os.execvpe("unshare", ["unshare", "-m", sys.executable, *sys.argv], os.environ | {"PERRON_DISK_APART": "1"})
    is_shown = True
    with tempfile.TemporaryDirectory(prefix="perron-disk-") as name:
        folder = Path(name)
        (folder / "full").mkdir()
        told, words = full(folder / "full")
        print("## A full disk under a running server\n\n| | |\n| --- | --- |")
        for what, truth in told:
            print(f"| {what} | {word(truth)} |")
            is_shown &= truth
        for line in words:
            print(f"\n> {line}")
        print("\n## Calls that fail\n\nOf each thread the calls from the third to the tenth fail; then the disk is well again.\n")
        print("| call | error | what | failed calls | answers 503 | all taken and whole, no restart |\n| --- | --- | --- | --- | --- | --- |")
        for number, (calls, error, file, what) in enumerate(SITES):
            (folder / str(number)).mkdir()
            count, statuses, faults = injected(folder / str(number), calls, error, file)
            print(f"| {calls.split(',')[0]} | {error} | {what} | {count} | {statuses[503]} | {word(not faults)} {'; '.join(faults)} |", flush=True)
            is_shown &= not faults
        (folder / "imports").mkdir()
        print("\n## An import whose calls fail\n\n| call | error | what | failed calls | it says | given again, all is there and whole |\n"
              "| --- | --- | --- | --- | --- | --- |")
        for *cells, is_right in imports(folder / "imports"):
            print("| " + " | ".join(map(str, cells)) + f" | {word(is_right)} |", flush=True)
            is_shown &= is_right
    return 0 if is_shown else 1


if __name__ == "__main__":
    sys.exit(main())
