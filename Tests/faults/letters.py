"""One run of very many letters through « perron letters batch », killed with -9 again and again and begun anew: each letter is in one
manifest, none is missing. Prints Markdown; fails if that is not so.

    letters.py [LETTERS] [KILLS]
"""

import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from fund import Fund
from spool import order_letters, until_spooled


class Run:
    """`letters` in the spool, and the command that hands them over."""

    def __init__(self, folder, letters):
        self.letters, self.hit, self.faults = letters, Counter(), []
        self.said, self.seconds, self.printed, self.peak = "", 0.0, 0, 0
        self.fund = Fund(
            folder, letters, PERRON_LETTERS_PRINT_AT_ONCE="false", PERRON_LETTERS_CUT_OFF="23:59",
            PERRON_LETTERS_DAILY_BUDGET="1000000", PERRON_LETTERS_MONTHLY_BUDGET="1000000").fill()
        order_letters(self.fund, range(letters))
        until_spooled(self.fund, letters, patience=60 + letters / 50)

    def strike(self, moment):
        """Kills the command when the moment has come; counted if it still ran."""
        before = self._done()
        process = self._begin()
        end = time.monotonic() + 60
        while process.poll() is None and not MOMENTS[moment](self, before) and time.monotonic() < end:
            time.sleep(0.002)
        if process.poll() is None:
            self.hit[moment] += 1
        process.kill()
        process.communicate()

    def finish(self):
        """The rest, undisturbed: what was said, how long it took and what memory it held at most."""
        left = self.letters - self._done_letters()
        process = self._begin()
        began = time.monotonic()
        self.said = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.seconds, self.printed, self.peak = time.monotonic() - began, left, usage.ru_maxrss // 1024
        if process.returncode != 0:
            self.faults.append(f"the last run ended with {process.returncode}: {self.said[-500:]}")

    def compare(self):
        printed = Counter()
        for manifest in self._manifests():
            letters = [entry["letter"] for entry in manifest["letters"]]
            printed.update(letters)
            if self._pages(manifest) != len(letters):
                self.faults.append(f"batch {manifest['batch']} has another number of pages than letters")
        known = {letter for letter, in self.fund.query("SELECT id FROM letter")}
        self.faults += [f"letter {letter} is in {count} manifests" for letter, count in printed.items() if count > 1]
        self.faults += [f"letter {letter} is in no manifest" for letter in known - set(printed)]
        self.faults += [f"letter {letter} is printed and unknown" for letter in set(printed) - known]
        states = dict(self.fund.query("SELECT state, COUNT(*) FROM letter GROUP BY state"))
        if states != {"handedOver": self.letters}:
            self.faults.append(f"letters are {states}")
        doctor = self.fund.say("doctor")
        if doctor.returncode != 0:
            self.faults.append("the doctor finds a fault: " + doctor.stdout)

    def _begin(self):
        """As an operator does once the lease of the killed one is over: half a minute that need not be waited for here."""
        with sqlite3.connect(self.fund.data / "perron.sqlite", timeout=20) as database:
            database.execute("UPDATE lease SET until = 1 WHERE name = 'letters'")
        return self.fund.start("letters", "batch", "--now")

    def states(self):
        return dict(self.fund.query("SELECT state, COUNT(*) FROM letter_batch GROUP BY state"))

    def is_file_aside(self):
        return any(self.fund.data.glob("letters/.batch-*/letters.pdf"))

    def _done(self):
        return self.states().get("handedOver", 0)

    def _done_letters(self):
        return self.fund.query("SELECT COUNT(*) FROM letter WHERE state = 'handedOver'")[0][0]

    def _manifests(self):
        return [json.loads(file.read_text()) for file in sorted(self.fund.data.glob("letters/*/batch-*/manifest.json"))]

    def _pages(self, manifest):
        pdf = next(self.fund.data.glob(f"letters/*/batch-{manifest['batch']}/letters.pdf"))
        told = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
        return int(re.search(r"Pages: +(\d+)", told).group(1))


MOMENTS = {
    "gathered, nothing written": lambda run, before: "open" in run.states(),
    "being written": lambda run, before: run.is_file_aside(),
    "written, not moved or not settled": lambda run, before: "written" in run.states(),
    "one batch done, the next begun": lambda run, before: run.states().get("handedOver", 0) > before,
}


def run(folder, letters, kills):
    one = Run(folder, letters)
    for index in range(kills):
        one.strike(list(MOMENTS)[index % len(MOMENTS)])
    one.finish()
    one.compare()
    return one


def main():
    letters = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    with tempfile.TemporaryDirectory(prefix="perron-letters-") as folder:
        one = run(Path(folder), letters, kills)
    print(f"{letters:,} letters; `perron letters batch --now` killed {kills} times with -9 and begun anew.\n")
    print("| killed while a batch was | times |\n| --- | --- |")
    for moment in MOMENTS:
        print(f"| {moment} | {one.hit[moment]} |")
    print(
        f"\nThe last run handed over the {one.printed:,} letters that were left in {one.seconds:.0f} s,"
        f" {one.printed / one.seconds:.0f} letters/s, and held {one.peak} MiB at most. What it said as it went:\n")
    print("```\n" + "\n".join(line for line in one.said.splitlines() if "printed" in line) + "\n```")
    missed = [moment for moment in MOMENTS if one.hit[moment] == 0]
    if one.faults or missed:
        print("\n## Not shown\n")
        for fault in one.faults[:50] + [f"no kill hit « {moment} »" for moment in missed]:
            print(f"- {fault}")
        return 1
    print("\nEvery letter is in one manifest, on a page of its own, and none is missing; `perron doctor` finds no fault.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
