"""Work in bulk beside its floors: an import beside SQLite's own, letters beside bare cairo."""

import re
import statistics
import subprocess
import time

import portal
import rig


def imports(effort, folder):
    """An export of a million files into an empty registry, beside `sqlite3 .import` of the same file into one table of texts."""
    export, ours, floor = portal.export(1_000_000), [], []
    for run in range(1 if effort.seconds < 2 else effort.runs):
        data = folder / f"import-{run}"
        data.mkdir()
        portal.perron(data, "migrate")
        ours.append(timed([rig.PERRON, "registry", "import", export], rig.os.environ | portal.environment(data, 8080)))
        bare = folder / f"floor-{run}.sqlite"
        floor.append(timed(["sqlite3", bare, "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", ".mode csv", ".separator ;", f".import {export} export"]))
        subprocess.run(["rm", "-rf", data, bare], check=True)
    seconds, memory = (statistics.median(column) for column in zip(*ours))
    bare = statistics.median(taken for taken, _ in floor)
    return rig.table(
        ["import of 1 000 000 files", "Perron s", "`sqlite3 .import` s", "times", "≤ 2.5", "most memory MB"],
        [["empty registry", f"{seconds:.1f}", f"{bare:.1f}", f"{seconds / bare:.1f}", rig.verdict(seconds / bare <= 2.5), f"{memory:.0f}"]])


def timed(command, environment=None):
    """Seconds, and the most memory that it held, in MB."""
    begun = time.perf_counter()
    run = subprocess.run(
        ["/usr/bin/env", "time", "-f", "%M", *[str(part) for part in command]], env=environment, capture_output=True, text=True, cwd=rig.ROOT)
    assert run.returncode == 0, run.stdout + run.stderr
    return time.perf_counter() - begun, int(run.stderr.strip().splitlines()[-1]) / 1000


def letters(effort, folder):
    """Letters of one batch in one PDF, on one core, beside a bare loop of pango, cairo and libqrencode that draws the same page."""
    source = rig.ROOT / "bench/floors/cairo_loop.c"
    if not source.exists():
        return "Not measured: the bare loop is not there.\n"
    program, count = folder / "cairo_loop", 1000 if effort.seconds < 2 else 5000
    libraries = ["pangocairo", "pangoft2", "fontconfig", "libqrencode"]
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", *libraries], capture_output=True, text=True, check=True).stdout.split()
    subprocess.run(["cc", "-O2", "-o", program, source, *flags], check=True)
    said = []
    got = rig.interleaved(
        effort.runs,
        drawn=lambda: letters_a_second([rig.PROOF, "letters", "--count", count], "laid out and drawn", said),
        floor=lambda: letters_a_second([program, count, folder / "floor.pdf"], "", []))
    handed_over, share = statistics.median(rate("handed over", text) for text in said), got["drawn"] / got["floor"]
    return rig.table(
        ["letters, one PDF", "laid out and drawn /s", "≥ 1 000", "bare loop /s", "of it", "≥ 0.6", "with spool, files and database /s"],
        [[f"{count} letters", rig.number(got["drawn"]), rig.verdict(got["drawn"] >= 1000), rig.number(got["floor"]), f"{share:.2f}",
          rig.verdict(share >= 0.6), rig.number(handed_over)]])


def letters_a_second(command, what, said):
    told = subprocess.run(rig.pinned(rig.SERVER, command), capture_output=True, text=True, check=True, cwd=rig.ROOT).stdout
    said.append(told)
    return rate(what, told)


def rate(what, told):
    """Of a line such as « handed over: 1.234 s, 810 letters/s »."""
    return float(re.search(rf"{what}.*?([\d.]+) letters/s", told).group(1))
