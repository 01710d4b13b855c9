"""Start time, and requests a second of two pages beside nginx with a file of the same bytes (the floor). Server and
load are held to a core each where there are two, so that neither takes the other's time."""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
os.environ["PERRON"] = str(ROOT / ".build/release/perron")
sys.path.insert(0, str(ROOT / "Tests/browser"))

from demo import Demo, free_port  # noqa: E402

RUNS = 5
SECONDS = 3
CONNECTIONS = 16
PAGES = ["/", "/acces"]

NGINX = """
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off; default_type text/html; types {{ }} sendfile on; keepalive_requests 1000000;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c; uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{ listen 127.0.0.1:{port}; root {folder}/pages; }}
}}
"""


def pin(core):
    return ["taskset", "-c", str(core)] if os.cpu_count() > 1 else []


def rate(url):
    """Requests a second; an answer other than 2xx makes the figure worthless."""
    command = pin(0) + ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", url]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in told and "Socket errors" not in told, told
    return float(re.search(r"Requests/sec:\s+([\d.]+)", told).group(1))


def timed_start(data):
    begun = time.perf_counter()
    demo = Demo(data)
    took = time.perf_counter() - begun
    assert demo.stop() == 0
    return took


def machine():
    system = re.search(r'PRETTY_NAME="(.*)"', Path("/etc/os-release").read_text()).group(1)
    memory = int(re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text()).group(1)) / 2**20
    processor = re.search(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text())
    return f"{os.cpu_count()} cores ({processor.group(1) if processor else 'unknown'}), {memory:.0f} GiB, {system}"


def main():
    folder = Path(tempfile.mkdtemp())
    print(f"On {machine()}; {RUNS} runs in turn, {SECONDS} s each, {CONNECTIONS} connections, server on one core and load on another.\n")

    first = [timed_start(folder / f"fresh-{run}") for run in range(RUNS)]
    again = [timed_start(folder / "fresh-0") for run in range(RUNS)]
    print(f"| start until the first answer | median | slowest |\n| --- | ---: | ---: |")
    print(f"| with an empty folder | {statistics.median(first):.2f} s | {max(first):.2f} s |")
    print(f"| with the data of before | {statistics.median(again):.2f} s | {max(again):.2f} s |\n")

    demo = Demo(folder / "data")
    os.system(f"taskset -a -p -c 1 {demo.process_id} >/dev/null") if os.cpu_count() > 1 else None
    port, files = free_port(), folder / "pages"
    files.mkdir()
    sizes = []
    for number, path in enumerate(PAGES):
        body = urllib.request.urlopen(demo.url + path).read()
        sizes.append(len(body))
        (files / str(number)).write_bytes(body)
    # Its worker changes to another user where root starts it: it must reach the files.
    subprocess.run(["chmod", "-R", "a+rX", folder], check=True)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    nginx = subprocess.Popen(pin(1) + [shutil.which("nginx") or "/usr/sbin/nginx", "-p", folder, "-c", folder / "nginx.conf"])
    try:
        time.sleep(0.5)
        print("| page | bytes | requests/s | nginx, same bytes | ratio |\n| --- | ---: | ---: | ---: | ---: |")
        for number, path in enumerate(PAGES):
            ours, floor = [], []
            for _ in range(RUNS):
                ours.append(rate(demo.url + path))
                floor.append(rate(f"http://127.0.0.1:{port}/{number}"))
            mine, best = statistics.median(ours), statistics.median(floor)
            print(f"| `GET {path}` | {sizes[number]} | {mine:.0f} | {best:.0f} | {best / mine:.1f} |", flush=True)
    finally:
        nginx.terminate()
        nginx.wait()
        demo.stop()
        shutil.rmtree(folder)


main()
