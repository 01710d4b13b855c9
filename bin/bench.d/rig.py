"""What every part of the bench stands on: cores, servers that end with it, wrk, medians, tables in Markdown."""

import ctypes
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".build/bench"
PERRON = ROOT / ".build/release/perron"
PROOF = ROOT / ".build/release/perron-proof"
# One core for the server, another for the load, where only one core's rate is asked for.
SERVER, LOAD, BOTH = "1", "0", "0,1"


class Effort:
    """How long and how often is measured."""

    def __init__(self, quick):
        self.runs = 5
        self.seconds = 1 if quick else 4


def pinned(cores, command):
    return (["taskset", "-c", cores] if os.cpu_count() > 1 else []) + [str(part) for part in command]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _end_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


class Server:
    """A program that answers at `url`; ends with the `with` that it is opened in, or with the bench."""

    def __init__(self, command, port, log, cores=SERVER, environment=None, host="localhost", probe="/"):
        self.port, self.url, self._log = port, f"http://{host}:{port}", Path(log)
        self._begun = time.perf_counter()
        self._process = subprocess.Popen(
            pinned(cores, command), cwd=ROOT, env=os.environ | (environment or {}), stdin=subprocess.DEVNULL,
            stdout=self._log.open("wb"), stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=_end_with_parent)
        self._await(probe)

    def _await(self, probe):
        while True:
            if self._process.poll() is not None:
                raise RuntimeError(f"it ended with {self._process.returncode}:\n{self._log.read_text(errors='replace')[-3000:]}")
            try:
                urllib.request.urlopen(self.url + probe, timeout=5).read()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                if time.perf_counter() - self._begun > 60:
                    self.stop()
                    raise
                time.sleep(0.002)
        self.started_in = time.perf_counter() - self._begun

    def status(self, name):
        """A line of /proc/PID/status in KiB, such as VmRSS."""
        text = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(re.search(rf"{name}:\s+(\d+) kB", text).group(1))

    def cpu_seconds(self):
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self):
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)
            try:
                self._process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


NGINX = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.error;
events {{ worker_connections 256; }}
http {{
  access_log off; default_type text/html; types {{ }} sendfile on; keepalive_requests 1000000;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c; uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{ listen 127.0.0.1:{port}; root {folder}/pages; }}
}}
"""


def nginx(folder, pages):
    """nginx with one worker and no log, serving each of `pages`, name to bytes, as a file."""
    port = free_port()
    (folder / "pages").mkdir(parents=True)
    for name, body in pages.items():
        (folder / "pages" / name).write_bytes(body)
    # Its worker changes to another user where root starts it: it must reach the files.
    subprocess.run(["chmod", "-R", "a+rX", folder], check=True)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    return Server([program, "-p", folder, "-c", folder / "nginx.conf"], port, folder / "nginx.log", host="127.0.0.1")


class Load:
    """What wrk saw: answers a second, and latencies in milliseconds."""

    def __init__(self, told):
        assert "Non-2xx" not in told and "Socket errors" not in told, told
        self.told = told
        self.rate = float(re.search(r"Requests/sec:\s+([\d.]+)", told).group(1))

    def latency(self, percent):
        """Milliseconds within which so many of a hundred answers came."""
        figure, unit = re.search(rf"^\s+{percent}%\s+([\d.]+)(us|ms|s)$", self.told, re.M).groups()
        return float(figure) * {"us": 0.001, "ms": 1, "s": 1000}[unit]

    def own(self, name):
        """A figure that the Lua script printed itself."""
        return float(re.search(rf"^{name} ([\d.]+)$", self.told, re.M).group(1))


def wrk(url, seconds, connections=64, cores=LOAD, headers=(), script=None, arguments=()):
    """An answer that isn't 2xx or 3xx makes the figure worthless, and fails."""
    command = ["wrk", "-t1", "--latency", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s"]
    for header in headers:
        command += ["-H", header]
    command += ["-s", script] if script else []
    command += [url] + (["--", *arguments] if arguments else [])
    return Load(subprocess.run(pinned(cores, command), capture_output=True, text=True, check=True).stdout)


def interleaved(runs, **measures):
    """The median of each measure, taken in turn, so that a slow moment of the machine strikes all of them."""
    figures = {name: [] for name in measures}
    for _ in range(runs):
        for name, measure in measures.items():
            figures[name].append(measure())
    return {name: statistics.median(values) for name, values in figures.items()}


def get(url, headers=None):
    return urllib.request.urlopen(urllib.request.Request(url, headers=headers or {})).read()


def table(heads, rows):
    """Markdown; the first column reads from the left, figures from the right."""
    lines = ["| " + " | ".join(heads) + " |", "| --- |" + " ---: |" * (len(heads) - 1)]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]) + "\n"


def number(value):
    return f"{value:,.0f}".replace(",", " ")


def verdict(holds):
    return "yes" if holds else "**no**"


def machine():
    system = re.search(r'PRETTY_NAME="(.*)"', Path("/etc/os-release").read_text()).group(1)
    memory = int(re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text()).group(1)) / 2**20
    processor = re.search(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text())
    return f"{os.cpu_count()} cores ({processor.group(1) if processor else 'unknown'}), {memory:.0f} GiB, {system}"
