"""Several nodes over one database: restarted one after the other under load, then killed with -9 for minutes, on PostgreSQL behind a proxy and on
SQLite. What members were told is compared with what is there. Prints Markdown; fails if a restart dropped a request, or if anything that was
acknowledged is missing or left twice.

    nodes.py [SECONDS] [SEED]
"""

import functools
import json
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import postgres
from fleet import Fleet
from kill import Comparison, Crowd, drained
from proxy import HAProxy, Nginx
from visitors import Readers, Refusals, Visitor

# Longer than HAProxy takes to notice: 1.5 s at most, and what the answers take.
DRAIN = "3s"


class Load:
    """Members and readers, for as long as it lasts."""

    def __init__(self, fund, members, readers, may_close=False):
        self.refusals = Refusals()
        self.crowd = Crowd(fund, members, functools.partial(Visitor, refusals=self.refusals))
        self.readers = Readers(fund, readers, self.refusals, may_close)

    def __enter__(self):
        self.crowd.begin()
        self.readers.begin()
        return self

    def __exit__(self, *_):
        self.crowd.end()
        self.readers.end()

    def await_told(self, count, patience=60):
        """Until so many members were told that their request is taken."""
        end = time.monotonic() + patience
        while len(self.crowd.asked) < count:
            if time.monotonic() > end:
                raise RuntimeError(f"after {patience} s {len(self.crowd.asked)} members were told, not {count}: {self.refusals.unanswered}")
            time.sleep(0.01)


class Outcome:
    """What is there once the load is over."""

    def __init__(self, fleet, load, is_drained):
        fund = fleet.fund
        comparison = Comparison(fund, load.crowd).run(is_drained)
        self.answered, self.refused, self.counts = load.refusals.answered, load.refusals.unanswered, Counter(comparison.counts)
        self.faults = list(comparison.faults)
        folders = [json.loads(path.read_text())["batch"] for path in fund.data.glob("letters/*/batch-*/manifest.json")]
        self.counts["batches written"] = len(folders)
        self.counts["orders taken over from the dead"] = fund.query("SELECT COUNT(*) FROM dispatch WHERE attempts > 1")[0][0]
        self.faults += [f"batch {batch} was written {count} times" for batch, count in Counter(folders).items() if count > 1]
        # Sealed each second, by whoever holds that lease; of a killed one it ends after ten.
        end = time.monotonic() + 15
        while fund.query("SELECT COUNT(*) FROM audit_event WHERE seal_number IS NULL")[0][0] and time.monotonic() < end:
            time.sleep(0.1)
        # Who never had the seal's lease has no head to look at.
        for node in [node for node in fleet.workers if (node.data / "audit-head").exists()]:
            doctor = node.doctor()
            if doctor.returncode != 0:
                faults = [line for line in doctor.stdout.splitlines() if line.startswith("FAULT")]
                self.faults.append(f"the doctor on {node.name}: " + ("; ".join(faults) or doctor.stderr))
        self.doctor = doctor.stdout.strip()


def rolling(folder, url, proxy, rounds=1, people=20_000, members=4, readers=3):
    """Every process is restarted in its turn, `rounds` times, with members at work meanwhile."""
    with Fleet(folder, people, url, proxy, PERRON_SERVER_DRAIN=DRAIN) as fleet:
        codes = Counter()
        with Load(fleet.fund, members, readers, proxy.closes_idle_connections) as load:
            load.await_told(5)
            for node in fleet.nodes * rounds:
                told = len(load.crowd.asked)
                codes[node.kind, fleet.restart(node)] += 1
                load.await_told(told + 5)
        is_drained = drained(fleet.fund, 60)
        outcome = Outcome(fleet, load, is_drained)
    outcome.closed = load.readers.closed
    outcome.restarts = {kind: codes[kind, 0] for kind in ("site", "worker")}
    outcome.faults += [f"a {kind} ended with {code}" for kind, code in codes if code != 0]
    outcome.faults += [f"{count} times dropped: {what}" for what, count in outcome.refused.items()]
    if not is_drained:
        outcome.faults.append("something still waits after a minute")
    return outcome


def killed(folder, url, proxy, rng, seconds=0, kills=0, drains=False, people=20_000, members=6):
    """For so many seconds, and so many times at least, a site or a worker dies and comes back."""
    with Fleet(folder, people, url, proxy) as fleet:
        deaths, end = Counter(), time.monotonic() + seconds
        with Load(fleet.fund, members, readers=1) as load:
            load.await_told(5)
            while time.monotonic() < end or sum(deaths.values()) < kills:
                time.sleep(rng.uniform(0.05, 1))
                node = rng.choice(fleet.sites if rng.random() < 0.5 else fleet.workers)
                node.kill()
                deaths[node.kind] += 1
                node.start()
                fleet.is_back(node)
            told = len(load.crowd.asked)
            load.await_told(told + 5)
        is_drained = drains and drained(fleet.fund, 300)
        outcome = Outcome(fleet, load, is_drained)
    outcome.deaths = deaths
    if drains and not is_drained:
        outcome.faults.append("something still waits after five minutes")
    return outcome


def tell(outcome, rows):
    print("| | |\n| --- | --- |")
    for what, count in rows + [("requests answered", outcome.answered)] + list(outcome.counts.items()):
        print(f"| {what} | {count:,} |")
    print(flush=True)
    for fault in outcome.faults[:50]:
        print(f"- **{fault}**")


def restarts(proxy):
    name = proxy.__name__
    print(f"## Rolling restart behind {name}\n\nThree rounds: each of two sites and two workers is sent SIGTERM and started anew, while members ask,"
          " choose passwords and read pages.\n")
    with tempfile.TemporaryDirectory(prefix="perron-nodes-") as folder, postgres.own_database() as url:
        outcome = rolling(Path(folder), url, proxy, rounds=3)
    rows = [(f"{kind}s restarted", count) for kind, count in outcome.restarts.items()]
    rows.append(("connections that stood idle when the proxy ended them", outcome.closed))
    tell(outcome, rows + [("requests that were dropped", sum(outcome.refused.values()))])
    return outcome.faults


def kills(engine, seconds, seed):
    is_server = engine == "PostgreSQL"
    what = "two sites behind HAProxy and two workers" if is_server else "one site and one worker"
    print(f"## kill -9 on {engine}\n\n{what.capitalize()}; for {seconds} s one of them at a time is killed and started anew. Seed {seed}.\n")
    with tempfile.TemporaryDirectory(prefix="perron-nodes-") as folder:
        run = functools.partial(killed, Path(folder), rng=random.Random(seed), seconds=seconds, drains=True)
        if is_server:
            with postgres.own_database() as url:
                outcome = run(url, HAProxy)
        else:
            outcome = run(None, None)
    rows = [(f"{kind}s killed", count) for kind, count in sorted(outcome.deaths.items())]
    tell(outcome, rows + [("requests not answered, and made once more", sum(outcome.refused.values()))])
    print("perron doctor, afterwards:\n\n```\n" + outcome.doctor + "\n```\n")
    return outcome.faults + [f"no {kind} was killed" for kind in ("site", "worker") if not outcome.deaths[kind]]


def main():
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**6)
    faults = [fault for proxy in (HAProxy, Nginx) for fault in restarts(proxy)]
    faults += [fault for engine in ("PostgreSQL", "SQLite") for fault in kills(engine, seconds, seed)]
    print("Something that should hold does not." if faults else "No restart dropped a request; nothing acknowledged is missing, nothing left twice.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
