"""A CUPS of one's own on a port of the loopback: configuration, spool and one queue, Courrier, in a folder. Its printer is a program that puts what
it prints into a folder and can be out of paper. Needs root."""

import signal
import socket
import subprocess
import time
from pathlib import Path

from fund import end_with_parent

CUPSD = "/usr/sbin/cupsd"
PARTS = Path("/usr/lib/cups")

# Debian's own policy on jobs: whoever sent one may hold, release or cancel it, and others don't see its name.
CONFIG = """
Listen 127.0.0.1:{port}
LogLevel debug
MaxLogSize 0
Browsing No
WebInterface No
DefaultAuthType Basic
<Location />
  Order allow,deny
  Allow 127.0.0.1
</Location>
<Policy default>
  JobPrivateAccess default
  JobPrivateValues default
  SubscriptionPrivateAccess default
  SubscriptionPrivateValues default
  <Limit Create-Job Print-Job Print-URI Validate-Job>
    Order deny,allow
  </Limit>
  <Limit Send-Document Send-URI Hold-Job Release-Job Restart-Job Purge-Jobs Set-Job-Attributes Cancel-My-Jobs Close-Job CUPS-Get-Document>
    Require user @OWNER @SYSTEM
    Order deny,allow
  </Limit>
  <Limit Cancel-Job CUPS-Authenticate-Job>
    Require user @OWNER @SYSTEM
    Order deny,allow
  </Limit>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""

FILES = """
SystemGroup root
ServerRoot {folder}/etc
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
CacheDir {folder}/cache
StateDir {folder}/state
ServerBin {folder}/bin
DataDir /usr/share/cups
AccessLog {folder}/access.log
ErrorLog {folder}/error.log
PageLog {folder}/page.log
"""

TYPES = "application/pdf pdf string(0,%PDF)\napplication/vnd.cups-raw raw\n"

# A backend: cups(7). Called without arguments it names its devices.
PRINTER = """#!/usr/bin/python3
import os, sys, time

folder = {folder!r}
if len(sys.argv) < 6:
    print('direct paper "Unknown" "Paper"')
    sys.exit(0)
job, title = sys.argv[1], sys.argv[3]
pages = open(sys.argv[6], "rb").read() if len(sys.argv) > 6 else sys.stdin.buffer.read()
if os.path.exists(folder + "/breaks"):
    sys.exit(1)
if os.path.exists(folder + "/empty"):
    sys.stderr.write("STATE: +media-empty-error\\n")
    sys.stderr.flush()
    while os.path.exists(folder + "/empty"):
        time.sleep(0.05)
    sys.stderr.write("STATE: -media-empty-error\\n")
with open(f"{{folder}}/{{title.replace(' ', '_')}}.{{job}}.pdf", "ab") as paper:
    paper.write(pages)
"""


class Cups:
    def __init__(self, folder, port):
        self.folder, self.port, self.process = Path(folder), port, None
        self.paper = self.folder / "paper"
        for name in ("etc", "spool/tmp", "cache", "state", "bin/backend", "paper"):
            (self.folder / name).mkdir(parents=True)
        for part in PARTS.iterdir():
            if part.name != "backend":
                (self.folder / "bin" / part.name).symlink_to(part)
        backend = self.folder / "bin/backend/paper"
        backend.write_text(PRINTER.format(folder=str(self.paper)))
        # CUPS runs such as root, others as a user who couldn't write there.
        backend.chmod(0o700)
        (self.folder / "etc/mime.types").write_text(TYPES)
        (self.folder / "etc/mime.convs").write_text("")
        (self.folder / "cupsd.conf").write_text(CONFIG.format(port=port).lstrip())
        (self.folder / "cups-files.conf").write_text(FILES.format(folder=self.folder).lstrip())

    def start(self):
        out = (self.folder / "cupsd.log").open("ab")
        self.process = subprocess.Popen(
            [CUPSD, "-f", "-c", self.folder / "cupsd.conf", "-s", self.folder / "cups-files.conf"], stdin=subprocess.DEVNULL, stdout=out,
            stderr=out, start_new_session=True, preexec_fn=end_with_parent)
        end = time.monotonic() + 10
        while socket.socket().connect_ex(("127.0.0.1", self.port)) != 0:
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("cupsd doesn't start: " + self._log())
            time.sleep(0.02)
        return self

    def add_queue(self):
        self.say("lpadmin", "-p", "Courrier", "-E", "-v", "paper:/", "-m", "raw", "-o", "printer-error-policy=abort-job")
        return self

    def stop(self):
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(20)
            self.process = None

    def say(self, program, *arguments):
        """One of CUPS's own commands."""
        path = next(path for path in (f"/usr/sbin/{program}", f"/usr/bin/{program}") if Path(path).exists())
        done = subprocess.run(
            [path, "-h", f"127.0.0.1:{self.port}", *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=30)
        if done.returncode != 0:
            raise RuntimeError(f"{program}: {done.stdout}{done.stderr}\n{self._log()}")
        return done.stdout

    def address(self, port=None):
        return f"ipp://127.0.0.1:{port or self.port}/printers/Courrier"

    def waiting(self):
        """The numbers of jobs that are not done."""
        return [int(line.split()[0].rpartition("-")[2]) for line in self.say("lpstat", "-W", "not-completed", "-o").splitlines()]

    def pages(self):
        """What was printed: (batch, the bytes)."""
        return sorted((path.name.partition("_")[0].removeprefix("batch-"), path.read_bytes()) for path in self.paper.glob("*.pdf"))

    def is_out_of_paper(self, is_so=True):
        self._order("empty", is_so)

    def breaks_down(self, is_so=True):
        self._order("breaks", is_so)

    def _order(self, name, is_so):
        file = self.paper / name
        file.touch() if is_so else file.unlink()

    def _log(self):
        log = self.folder / "error.log"
        return "".join(file.read_text(errors="replace")[-2000:] for file in (log, self.folder / "cupsd.log") if file.exists())
