"""Kills Perron with -9 at random moments of import, request, dispatch, batch and password choice, and compares what members were told with
what is there. Prints Markdown; fails if anything that was acknowledged is missing, or left twice.

    kill.py [KILLS] [SEED]
"""

import json
import random
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from pathlib import Path

from fund import Fund, number
from member import PASSWORD, Member

PHASES = ("import", "request", "dispatch", "batch", "choice")


class Crowd:
    """Members who come one after the other, in some threads, and write down what they were told. Refused, each comes again after a `pause`; a code
    is waited for with `patience`, in seconds both."""

    def __init__(self, fund, threads, member=Member, pause=0.05, patience=2):
        self.fund, self.member, self.lock, self.next = fund, member, threading.Lock(), 0
        self.pause, self.patience = pause, patience
        self.asked, self.chosen, self.given_up = {}, set(), set()
        self.present, self.is_over = {}, threading.Event()
        self.threads = [threading.Thread(target=self._come, args=(seat,), daemon=True) for seat in range(threads)]

    def begin(self):
        for thread in self.threads:
            thread.start()

    def end(self):
        self.is_over.set()
        for thread in self.threads:
            thread.join(60)

    def doing(self):
        return {member.doing for member in list(self.present.values()) if member.doing}

    def _come(self, seat):
        while not self.is_over.is_set():
            with self.lock:
                index, self.next = self.next, self.next + 1
            if index >= self.fund.people:
                return
            self.present[seat] = member = self.member(self.fund, index)
            channel = "courriel" if index % 2 == 0 else "courrier"
            if not self._until_answered(lambda: self._ask(member, channel)) or channel == "courrier":
                continue
            self._until_answered(lambda: self._choose(member))

    def _until_answered(self, step):
        """Tries again while the server is dead; false where the member gave up."""
        for _ in range(200):
            try:
                return step()
            except OSError:
                if self.is_over.wait(self.pause):
                    return False
        return False

    def _ask(self, member, channel):
        if member.ask_for(channel):
            self.asked[member.index] = channel
            return True
        return False

    def _choose(self, member):
        end = time.monotonic() + self.patience
        while not member.codes() and time.monotonic() < end and not self.is_over.wait(0.02):
            pass
        for code in reversed(member.codes()):
            if member.sign_in(code) == "/mot-de-passe" and member.choose(PASSWORD):
                self.chosen.add(member.index)
                return True
        # Nothing has come yet: an order that a killed worker held waits for its lease. This one does not wait.
        self.given_up.add(member.index)
        return False


class Strikes:
    def __init__(self, fund, crowd, rng, patience):
        self.fund, self.crowd, self.rng, self.patience = fund, crowd, rng, patience
        self.aimed, self.landed, self.imports = Counter(), Counter(), 0
        # What dead processes had in hand: nobody works on it until its lease has run out.
        self.dead_orders, self.dead_rooms = set(), set()

    def strike(self, phase):
        self.aimed[phase] += 1
        if phase == "import":
            return self._import()
        self._await(phase, self.patience)
        time.sleep(self.rng.random() * (0.03 if phase in ("request", "choice") else 0.02))
        doing = self.crowd.doing()
        self.fund.process.kill()
        self.fund.process.wait()
        self._count(doing)
        self.fund.serve()

    def _import(self):
        self.imports += 1
        export = self.fund.export(f"05000000{self.imports:02}"[-10:])
        process = self.fund.begin("registry", "import", export, log="import.log")
        time.sleep(self.rng.random() * 0.35)
        is_running = process.poll() is None
        process.kill()
        process.wait()
        if is_running:
            self.landed["import"] += 1
        # Taken up by giving the same file again, beside the site.
        self.fund.run("registry", "import", export)

    def _await(self, phase, patience):
        end = time.monotonic() + patience
        while time.monotonic() < end and not self._is(phase):
            time.sleep(0.002)

    def _is(self, phase):
        if phase == "request":
            return any(doing in ("POST /acces", "POST /acces/envoi") for doing in self.crowd.doing())
        if phase == "choice":
            return "POST /mot-de-passe" in self.crowd.doing()
        return bool(self._orders() if phase == "dispatch" else self._rooms())

    def _orders(self):
        """What a living worker has in hand."""
        rows = self.fund.query("SELECT id, attempts FROM dispatch WHERE state IN ('pending', 'handingOver') AND leased_until IS NOT NULL")
        return set(rows) - self.dead_orders

    def _rooms(self):
        """Who gathers or prints a batch."""
        rows = self.fund.query(
            "SELECT holder FROM lease WHERE name = 'letters' AND EXISTS"
            " (SELECT 1 FROM letter_batch WHERE state IN ('open', 'written'))")
        return set(rows) - self.dead_rooms

    def _count(self, doing):
        """In which phases it was hit: what members were waiting for, and what the dead process left in hand."""
        if doing & {"POST /acces", "POST /acces/envoi"}:
            self.landed["request"] += 1
        if "POST /mot-de-passe" in doing:
            self.landed["choice"] += 1
        if orders := self._orders():
            self.landed["dispatch"] += 1
        if rooms := self._rooms():
            self.landed["batch"] += 1
        self.dead_orders |= orders
        self.dead_rooms |= rooms


class Comparison:
    """What members were told, and what is there."""

    def __init__(self, fund, crowd):
        self.fund, self.crowd, self.faults = fund, crowd, []
        self.counts = Counter()

    def run(self, is_drained):
        self._requests(is_drained)
        self._letters(is_drained)
        self._choices()
        return self

    def _requests(self, is_drained):
        orders = defaultdict(list)
        for owner, *states in self.fund.query(
                "SELECT request.number, request.state, dispatch.state, dispatch.outcome FROM access_request AS request"
                " JOIN dispatch ON dispatch.request_id = request.id WHERE request.confirmed_at IS NOT NULL"):
            orders[owner].append(states)
        for index, channel in self.crowd.asked.items():
            rows = orders[number(index)]
            self.counts["requests acknowledged"] += 1
            if not rows:
                self.faults.append(f"request of person {index} was acknowledged and is not stored")
            elif all(row[1] == "settled" for row in rows):
                self.counts["of these dispatched"] += 1
            else:
                self.counts["of these pending"] += 1
                if is_drained:
                    self.faults.append(f"request of person {index} is still {rows}")
            if channel == "courriel" and is_drained and not Member(self.fund, index).codes():
                self.faults.append(f"no e-mail came to person {index}")

    def _letters(self, is_drained):
        # Letters go on leaving while this looks: what had left before is printed by now, and what is printed is known afterwards.
        left = {letter for letter, in self.fund.query("SELECT id FROM letter WHERE state = 'handedOver'")}
        printed = Counter()
        for manifest in self.fund.data.glob("letters/*/batch-*/manifest.json"):
            printed.update(entry["letter"] for entry in json.loads(manifest.read_text())["letters"])
        self.counts["letters printed"] = len(printed)
        self.faults += [f"letter {letter} was printed {count} times" for letter, count in printed.items() if count > 1]
        known = dict(self.fund.query("SELECT id, state FROM letter"))
        self.faults += [f"letter {letter} is printed and unknown" for letter in printed if letter not in known]
        self.faults += [f"letter {letter} is handed over and not printed" for letter in left - set(printed)]
        if is_drained:
            self.faults += [f"letter {letter} is {state}" for letter, state in known.items() if state not in ("handedOver", "withdrawn")]

    def _choices(self):
        for index in sorted(self.crowd.chosen):
            self.counts["passwords acknowledged"] += 1
            if Member(self.fund, index).sign_in(PASSWORD) != "/espace":
                self.faults.append(f"the password of person {index} was acknowledged and doesn't open the space")


def drained(fund, patience):
    """Until nothing waits: an order in hand of a dead worker is free again after 90 s, the letters after 30."""
    end = time.monotonic() + patience
    waiting = "SELECT (SELECT COUNT(*) FROM dispatch WHERE state IN ('pending', 'handingOver')) + (SELECT COUNT(*) FROM letter" \
        " WHERE state IN ('waiting', 'batched')) + (SELECT COUNT(*) FROM notice WHERE state = 'pending')"
    while time.monotonic() < end:
        if fund.query(waiting)[0][0] == 0:
            return True
        time.sleep(0.5)
    return False


def run(folder, kills, seed, drains, people=20_000, threads=6, patience=40):
    """The strikes, the comparison and what the doctor said."""
    rng = random.Random(seed)
    fund = Fund(folder, people, PERRON_LETTERS_DAILY_BUDGET="100000").fill()
    fund.serve()
    crowd = Crowd(fund, threads)
    crowd.begin()
    strikes = Strikes(fund, crowd, rng, patience)
    try:
        for index in range(kills):
            strikes.strike(PHASES[index % len(PHASES)])
        crowd.end()
        is_drained = drains and drained(fund, 300)
        comparison = Comparison(fund, crowd).run(is_drained)
        if drains and not is_drained:
            comparison.faults.append("something still waits after five minutes")
        time.sleep(1.5)
        doctor = fund.say("doctor")
        if doctor.returncode != 0:
            comparison.faults.append("the doctor finds a fault")
        return strikes, comparison, doctor
    finally:
        crowd.is_over.set()
        fund.stop()


def main():
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**6)
    with tempfile.TemporaryDirectory(prefix="perron-kill-") as folder:
        strikes, comparison, doctor = run(Path(folder), kills, seed, drains=True)
    print(f"{kills} times `kill -9`, seed {seed}. One kill may hit several phases at once.\n")
    print("| phase | aimed at | hit inside |\n| --- | --- | --- |")
    for phase in PHASES:
        print(f"| {phase} | {strikes.aimed[phase]} | {strikes.landed[phase]} |")
    print("\n| told to members, and there | |\n| --- | --- |")
    for what, count in comparison.counts.items():
        print(f"| {what} | {count:,} |")
    print("\n## perron doctor, afterwards\n\n```\n" + doctor.stdout.strip() + "\n```")
    missed = [phase for phase in PHASES if strikes.landed[phase] == 0]
    if comparison.faults or missed:
        print("\n## Not shown\n")
        for fault in comparison.faults[:50] + [f"no kill hit {phase}" for phase in missed]:
            print(f"- {fault}")
        return 1
    print("\nNothing that was acknowledged is missing, and nothing left twice.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
