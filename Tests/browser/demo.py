"""Perron's demo, as a server of the tests' own on a free port with an empty folder for its data."""

import ctypes
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("PERRON", ROOT / ".build/debug/perron"))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def end_with_parent():
    """Tests that are killed leave no demo behind: PR_SET_PDEATHSIG, prctl(2)."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


class Demo:
    """A running demo: `url`, and `data`, where its mail and letters lie."""

    def __init__(self, data, settings=None, patience=60):
        self.data = Path(data)
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.log = self.data.parent / f"{self.data.name}.log"
        # A session of its own: a Ctrl-C for the tests is not also one for the demo, which is stopped in order.
        self._process = subprocess.Popen(
            [PROGRAM, "demo", "--port", str(self.port), "--data", str(self.data)],
            cwd=ROOT, env=os.environ | (settings or {}), stdin=subprocess.DEVNULL,
            stdout=self.log.open("wb"), stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=end_with_parent,
        )
        self._await_answer(patience)

    def _await_answer(self, patience):
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if self._process.poll() is not None:
                raise RuntimeError(f"the demo ended with {self._process.returncode}:\n{self.words()}")
            try:
                urllib.request.urlopen(self.url + "/", timeout=5).read()
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.02)
        self.stop()
        raise RuntimeError(f"the demo didn't answer within {patience} s:\n{self.words()}")

    @property
    def process_id(self):
        return self._process.pid

    def words(self):
        return self.log.read_text(errors="replace")[-4000:]

    def stop(self):
        """Asks it to stop as Ctrl-C does; answers with its exit code."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(15)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
                return "had to be killed"
        return self._process.returncode
