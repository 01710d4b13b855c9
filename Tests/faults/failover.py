"""The database's primary dies under members at work, again and again; its synchronous standby takes over, and no process of Perron is started anew.
What members were told is compared with what is there. Prints Markdown; fails if anything that was acknowledged is missing, if a node doesn't come
back by itself, or if anybody is refused in other words than ours.

    failover.py [KILLS] [SEED]
"""

import contextlib
import functools
import html
import http.client
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from cluster import Cluster
from disk import APOLOGY
from fleet import Fleet
from kill import Crowd, drained
from nodes import Outcome
from proxy import HAProxy
from visitors import Refusals, Visitor
from wire import Wire


class Diary:
    """When requests were taken, and what was said to whom was refused."""

    def __init__(self):
        self.refusals, self.taken, self.faults, self.lock = Refusals(), [], Counter(), threading.Lock()

    def note_taken(self, sent):
        with self.lock:
            self.taken.append((sent, time.monotonic()))

    def note_fault(self, fault):
        with self.lock:
            self.faults[fault] += 1

    def first_taken(self, since):
        """When the first request was taken of those that were sent after a moment; None as long as there is none."""
        with self.lock:
            return min((told for sent, told in self.taken if sent > since), default=None)


class Witness(Visitor):
    """A member who also notes each answer's time and words."""

    def __init__(self, fund, index, diary):
        super().__init__(fund, index, diary.refusals)
        self.diary = diary

    def _ask(self, method, path, body=None):
        sent, self.status = time.monotonic(), None
        try:
            location = super()._ask(method, path, body)
        except OSError as error:
            if fault := self._fault(error):
                self.diary.note_fault(f"{method} {path}: {fault}")
            raise
        if (method, path, location) == ("POST", "/acces/envoi", "/acces/suivi"):
            self.diary.note_taken(sent)
        return location

    def _fault(self, error):
        """What a refusal lacks; None for the page that says to come again."""
        if self.status is None:
            return f"no answer, {error!r}"
        is_told = self.retry_after == "30" and APOLOGY in html.unescape(self.page)
        return None if (self.status, is_told) == (503, True) else f"{self.status} in other words than ours"


class Load:
    """So many journeys at once, for as long as it lasts."""

    def __init__(self, fund, members):
        self.diary = Diary()
        self.refusals = self.diary.refusals
        self.crowd = Crowd(fund, members, functools.partial(Witness, diary=self.diary), pause=0.5, patience=30)

    def __enter__(self):
        self.crowd.begin()
        return self

    def __exit__(self, *_):
        self.crowd.end()

    def refused(self):
        return sum(self.refusals.unanswered.values())

    def await_told(self, count, patience=90):
        """Until so many members more were told that their request is taken."""
        wanted, end = len(self.crowd.asked) + count, time.monotonic() + patience
        while len(self.crowd.asked) < wanted:
            if time.monotonic() > end:
                raise RuntimeError(f"no {count} requests were taken in {patience} s: {list(self.refusals)} {dict(self.diary.faults)}")
            time.sleep(0.01)


class Strike:
    """One death of the primary; what it cost, in seconds since then. With a wire to cut it dies without a word."""

    def __init__(self, cluster, fleet, load, wire=None, comes_back=False, is_noticed=False, patience=90):
        self.began, self.patience = time.monotonic(), patience
        self.journeys, self.pending = len(load.crowd.present), sum(1 for member in load.crowd.present.values() if member.doing)
        refused = load.refused()
        if wire:
            wire.cut()
        cluster.primary.kill()
        dead = time.monotonic()
        # Who hears nothing has nothing to say yet.
        self.words = {} if wire else {site.name: readiness(site) for site in fleet.sites}
        if is_noticed:
            self._await_noticed(fleet, load)
        cluster.promote()
        self.promoted = self._since()
        self.ready, self.taken = {}, None
        while len(self.ready) < len(fleet.sites) or self.taken is None:
            self._look(fleet, load, dead)
            time.sleep(0.005)
        if wire:
            wire.end()
        if comes_back:
            cluster.rejoin()
        self.rejoined = self._since() if comes_back else None
        self.refused = load.refused() - refused

    def _await_noticed(self, fleet, load):
        """Until the proxy holds no node for ready, and has somebody told so all the same."""
        self._until(lambda: all(fleet.proxy.standing(site.name).startswith("DOWN") for site in fleet.sites))
        before = load.refused()
        self._until(lambda: load.refused() > before)

    def _until(self, condition):
        while not condition():
            if self._since() > self.patience:
                raise RuntimeError(f"{self.patience} s after the kill the proxy has not noticed, or nobody was told")
            time.sleep(0.01)

    def _look(self, fleet, load, dead):
        if self._since() > self.patience:
            raise RuntimeError(f"{self.patience} s after the kill: ready {self.ready}, first request {self.taken}")
        for site in fleet.sites:
            if site.name not in self.ready and readiness(site) == "ready":
                self.ready[site.name] = self._since()
        if self.taken is None and (told := load.diary.first_taken(since=dead)):
            self.taken = told - self.began

    def _since(self):
        return time.monotonic() - self.began


def readiness(site):
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=2)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().read().decode().strip()
    except OSError as error:
        return repr(error)
    finally:
        connection.close()


def faults_of(strikes, fleet, load, processes):
    """What the comparison doesn't see."""
    faults = [f"{count} times {fault}" for fault, count in load.diary.faults.most_common()]
    for number, strike in enumerate(strikes, 1):
        faults += [f"kill {number}: node {name} said « {word} »" for name, word in strike.words.items() if word != "database"]
    faults += [f"{node.name} ended by itself: {node.words()}" for node, process in zip(fleet.nodes, processes, strict=True)
               if node.process is not process or process.poll() is not None]
    return faults


@contextlib.contextmanager
def own_cluster(is_synchronous=True):
    """In a folder of its own: its owner must reach it, and has no business in the fund's."""
    with tempfile.TemporaryDirectory(prefix="perron-cluster-") as folder:
        cluster = Cluster(Path(folder), is_synchronous)
        try:
            cluster.begin()
            cluster.primary.say("CREATE DATABASE perron")
            # Asked for a database that it doesn't know yet, a standby ends libpq's search for the one that writes.
            while not cluster.standby.say("SELECT 1 FROM pg_database WHERE datname = 'perron'"):
                time.sleep(0.01)
            yield cluster
        finally:
            cluster.end()


def run(kills, rng, people=12_000, members=200, calm=(2, 5), drains=True, is_noticed=False):
    """The strikes, and what is there afterwards."""
    with own_cluster() as cluster, tempfile.TemporaryDirectory(prefix="perron-failover-") as folder:
        with Fleet(Path(folder), people, cluster.url("perron"), HAProxy) as fleet:
            processes, strikes = [node.process for node in fleet.nodes], []
            with Load(fleet.fund, members) as load:
                load.await_told(members // 4)
                for left in reversed(range(kills)):
                    time.sleep(rng.uniform(*calm))
                    strikes.append(Strike(cluster, fleet, load, comes_back=left > 0, is_noticed=is_noticed))
                    load.await_told(members // 4)
            return strikes, compared(strikes, fleet, load, processes, drains)


def run_silently(people=4_000, members=200, drains=True, **environment):
    """One death of which nobody is told: the host is gone with its network, and Perron has its own time-outs only."""
    with own_cluster() as cluster, tempfile.TemporaryDirectory(prefix="perron-failover-") as folder:
        wire = Wire(cluster.primary.port)
        url = cluster.url("perron").replace(f":{cluster.primary.port}", f":{wire.port}").replace("&connect_timeout=2", "")
        with Fleet(Path(folder), people, url, HAProxy, **environment) as fleet:
            processes = [node.process for node in fleet.nodes]
            with Load(fleet.fund, members) as load:
                load.await_told(members // 4)
                strike = Strike(cluster, fleet, load, wire)
                load.await_told(members // 4)
            return strike, compared([strike], fleet, load, processes, drains)


def run_behind(lag, people=4_000, members=200):
    """One death of a primary that waited for nobody, and whose standby was sent nothing for the last `lag` seconds; what is gone."""
    with own_cluster(is_synchronous=False) as cluster, tempfile.TemporaryDirectory(prefix="perron-failover-") as folder:
        with Fleet(Path(folder), people, cluster.url("perron"), HAProxy) as fleet:
            with Load(fleet.fund, members) as load:
                load.await_told(members // 4)
                cluster.hold_back()
                time.sleep(lag)
                strike = Strike(cluster, fleet, load)
            return strike, Outcome(fleet, load, is_drained=False)


def compared(strikes, fleet, load, processes, drains):
    is_drained = drains and drained(fleet.fund, 300)
    outcome = Outcome(fleet, load, is_drained)
    if drains and not is_drained:
        outcome.faults.append("something still waits after five minutes")
    outcome.faults += faults_of(strikes, fleet, load, processes)
    return outcome


def tell(strikes, outcome):
    print("| kill | journeys in flight | of these awaiting an answer | promoted | both nodes ready | first request taken | standby again"
          " | told to come again |\n| --- | --- | --- | --- | --- | --- | --- | --- |")
    for number, strike in enumerate(strikes, 1):
        rejoined = f"{strike.rejoined:.1f} s" if strike.rejoined else "none"
        print(f"| {number} | {strike.journeys} | {strike.pending} | {strike.promoted:.2f} s | {max(strike.ready.values()):.2f} s"
              f" | {strike.taken:.2f} s | {rejoined} | {strike.refused} |")
    print("\n| told to members, and there | |\n| --- | --- |")
    for what, count in [("answers", outcome.answered), *outcome.counts.items()]:
        print(f"| {what} | {count:,} |")
    print("\nperron doctor, afterwards:\n\n```\n" + outcome.doctor + "\n```\n", flush=True)
    for fault in outcome.faults[:50]:
        print(f"- **{fault}**")
    return outcome.faults


def gone(outcome, what):
    """Of what was acknowledged."""
    return sum(fault.startswith((f"{what} of person", f"the {what} of person")) and "was acknowledged and" in fault for fault in outcome.faults)


def main():
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**6)
    print("A primary and its synchronous standby on loopback; before them two sites behind HAProxy and two workers, none of which is started anew."
          " The standby is promoted at once: what a manager takes to notice a death comes on top. Seconds count from the kill.\n")
    print(f"## The primary's processes die\n\n{kills} times `kill -9`, each time the dead one becomes the other's standby. Seed {seed}.\n")
    strikes, outcome = run(kills, random.Random(seed))
    faults = tell(strikes, outcome)
    outages = sorted(strike.taken for strike in strikes)
    print(f"The outage, from the kill to the first request taken: {outages[len(outages) // 2]:.2f} s in the middle, {outages[-1]:.2f} s at most.\n")
    print("## The primary's host falls silent\n\n"
          "Once, and with the time-outs that Perron has by itself: what is sent there is neither answered nor refused.\n")
    strike, outcome = run_silently()
    faults += tell([strike], outcome)
    print("## The price of an asynchronous standby\n\n"
          "The primary waits for nobody, and its standby was sent nothing for the last second before the kill.\n")
    _, outcome = run_behind(lag=1)
    print(f"Of {outcome.counts['requests acknowledged']:,} requests that were acknowledged {gone(outcome, 'request'):,} are gone, of"
          f" {outcome.counts['passwords acknowledged']:,} passwords {gone(outcome, 'password'):,}.\n")
    if not gone(outcome, "request"):
        faults.append("nothing is gone: the comparison sees nothing")
        print(f"- **{faults[-1]}**\n")
    print("Something that should hold does not." if faults else
          "Nothing that was acknowledged is missing, nothing left twice, and everybody who was refused was told so by the site.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
