"""Called by bin/bench: measures the parts that are named, or all, and prints Markdown; --report writes it to docs/evidence too."""

import argparse
import datetime
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import bulk
import engines
import growth
import mail
import pages
import peer
import rig
import writes

PARTS = {
    "pages": pages.public, "space": pages.space, "requests": writes.requests, "sign-ins": writes.sign_ins, "start": growth.start,
    "growth": growth.growth, "import": bulk.imports, "letters": bulk.letters, "mail": mail.mail, "engines": engines.engines, "million": engines.million,
}


def main():
    options = argparse.ArgumentParser(prog="bin/bench")
    options.add_argument("parts", nargs="*", metavar="NAME", help=" ".join(PARTS))
    options.add_argument("--quick", action="store_true")
    options.add_argument("--report", action="store_true")
    asked = options.parse_args()
    unknown = [name for name in asked.parts if name not in PARTS]
    if unknown:
        options.error(f"no part is called {unknown[0]}; there are {' '.join(PARTS)}")

    report = Report(asked)
    peer.set_up()
    folder = Path(tempfile.mkdtemp(prefix="perron-bench-"))
    # nginx's worker is another user's where root starts it.
    folder.chmod(0o711)
    try:
        for name in asked.parts or PARTS:
            report.add(f"## {name}\n\n{' '.join(PARTS[name].__doc__.split())}\n")
            own = folder / name
            own.mkdir()
            report.add(PARTS[name](rig.Effort(asked.quick), own))
            shutil.rmtree(own, ignore_errors=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if asked.report:
        report.write()


class Report:
    def __init__(self, asked):
        effort = rig.Effort(asked.quick)
        self._lines = []
        command = " ".join(["bin/bench", *asked.parts, *(["--quick"] if asked.quick else [])])
        self.add("# bench\n")
        self.add(
            f"- Date: {datetime.date.today()}\n- Commit: {commit()}\n- Command: `{command}`\n- Machine: {rig.machine()}\n"
            f"- Each figure: the median of {effort.runs} runs of {effort.seconds} s, taken in turn with what stands beside it\n"
            "- Pages: 64 connections, the server on one core and wrk on the other; nginx and the peer with one worker\n"
            "- Access requests and sign-ins: 64 and 8 connections, the server on both cores and wrk beside it; the peer with two workers\n")

    def add(self, text):
        self._lines.append(text)
        print(text, flush=True)

    def write(self):
        path = rig.ROOT / f"docs/evidence/bench-{datetime.date.today()}.md"
        path.write_text("\n".join(self._lines))
        print(f"Written to {path.relative_to(rig.ROOT)}.", file=sys.stderr)


def commit():
    name = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=rig.ROOT, capture_output=True, text=True).stdout.strip()
    changed = subprocess.run(["git", "diff", "--quiet", "HEAD", "--", "Sources", "Resources", "Package.swift"], cwd=rig.ROOT).returncode
    return name + (", with changes that are not committed" if changed else "")


main()
