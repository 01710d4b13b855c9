"""OpenSSH's server on a port of the loopback: its keys, its configuration and its one account, carso, in a folder; in namespaces of its own, so that
this machine's accounts are left alone and all of it ends at once. Needs root."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

from fund import end_with_parent

SSHD = "/usr/sbin/sshd"
UID = 61_000
PASSWORD = "une lavande girafe"

CONFIG = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host_key
AuthorizedKeysFile {folder}/authorized_keys
PidFile none
UsePAM no
StrictModes no
PermitRootLogin no
PasswordAuthentication yes
KbdInteractiveAuthentication no
LogLevel VERBOSE
Subsystem sftp {subsystem}
"""

# Passes everything on, but for the answer to a rename where the file that it is given is there: then it is gone, with all that it holds.
FORGETFUL = """
import os, struct, subprocess, sys, threading

server = subprocess.Popen(["/usr/lib/openssh/sftp-server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
forgotten = set()


def packets(stream):
    while len(head := stream.read(4)) == 4:
        yield head + stream.read(struct.unpack(">I", head)[0])


def answer():
    for packet in packets(server.stdout):
        if packet[5:9] in forgotten:
            os._exit(1)
        sys.stdout.buffer.write(packet)
        sys.stdout.buffer.flush()


threading.Thread(target=answer, daemon=True).start()
for packet in packets(sys.stdin.buffer):
    # SSH_FXP_RENAME
    if packet[4] == 18 and os.path.exists(sys.argv[1]):
        os.unlink(sys.argv[1])
        forgotten.add(packet[5:9])
    server.stdin.write(packet)
    server.stdin.flush()
"""


class SFTPServer:
    """`port` is where it listens; `letters` the folder that the mail house fetches from."""

    def __init__(self, folder, port):
        self.folder, self.port, self.process = Path(folder), port, None
        self.letters, self.orders = self.folder / "letters", self.folder / "orders"
        self.folder.mkdir()
        for path in (self.letters, self.orders):
            path.mkdir()
            os.chown(path, UID, UID)
        # The account must find its way here.
        for parent in [self.folder, *self.folder.parents]:
            if parent.stat().st_uid == os.getuid() and parent not in (Path("/"), Path("/tmp")):
                parent.chmod(parent.stat().st_mode | 0o111)
        for name in ("host_key", "other_key", "user_key", "stranger_key"):
            run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", self.folder / name)
        (self.folder / "authorized_keys").write_text((self.folder / "user_key.pub").read_text())
        (self.folder / "password").write_text(PASSWORD + "\n")
        self._accounts()
        (self.folder / "forgetful.py").write_text(FORGETFUL)
        subsystem = f"/usr/bin/python3 {self.folder}/forgetful.py {self.orders}/forget"
        (self.folder / "sshd_config").write_text(CONFIG.format(folder=self.folder, port=port, subsystem=subsystem).lstrip())

    def known_hosts(self, port=None, key="host_key"):
        """A file that pins this server, or another one."""
        path = self.folder / f"known_hosts-{key}"
        public = (self.folder / f"{key}.pub").read_text().split()
        path.write_text(f"[127.0.0.1]:{port or self.port} {public[0]} {public[1]}\n")
        return path

    def address(self, port=None):
        return f"sftp://carso@127.0.0.1:{port or self.port}{self.letters}"

    def start(self):
        mounts = "".join(f"mount --bind {self.folder}/{name} /etc/{name} && " for name in ("passwd", "shadow"))
        command = f"{mounts} mkdir -p /run/sshd && exec {SSHD} -D -e -f {self.folder}/sshd_config"
        out = self.log.open("ab")
        self.process = subprocess.Popen(
            ["unshare", "--mount", "--pid", "--fork", "--kill-child=KILL", "sh", "-c", command], stdin=subprocess.DEVNULL, stdout=out,
            stderr=out, start_new_session=True, preexec_fn=end_with_parent)
        end = time.monotonic() + 10
        while socket.socket().connect_ex(("127.0.0.1", self.port)) != 0:
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("sshd doesn't start: " + self.log.read_text()[-2000:])
            time.sleep(0.02)

    def stop(self):
        """With every session."""
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(10)
            self.process = None

    def forget_next_rename(self):
        """The next one is done, and its answer lost; the file is gone then."""
        (self.orders / "forget").touch()

    @property
    def log(self):
        return self.folder / "sshd.log"

    def batches(self):
        """The batches in their places."""
        return sorted(self.letters.glob("20*/batch-*"))

    def asides(self):
        return sorted(path.name for path in self.letters.iterdir() if path.name.startswith(".batch-"))

    def _accounts(self):
        line = f"carso:x:{UID}:{UID}::{self.folder}:/bin/sh\n"
        digest = run("openssl", "passwd", "-6", "-stdin", said=PASSWORD).strip()
        (self.folder / "passwd").write_text(Path("/etc/passwd").read_text() + line)
        shadow = self.folder / "shadow"
        shadow.touch(0o600)
        shadow.write_text(f"root:*:19000:0:99999:7:::\nsshd:*:19000:0:99999:7:::\ncarso:{digest}:19000:0:99999:7:::\n")


def run(*command, said=None):
    return subprocess.run([*map(str, command)], input=said, capture_output=True, text=True, check=True).stdout
