"""What members send: access requests and sign-ins. The product's total is asked, so the server has all cores, and shares them with the load."""

import subprocess
import threading
import time
import urllib.parse

import pages
import peer
import portal
import rig

SCRIPTS = rig.ROOT / "bin/bench.d"


class Requests:
    """« Réinitialiser » and « Valider votre choix » for one number after the other, each from a network of its own."""

    def __init__(self, server, folder, enough):
        self._visitor, self._server, self._used = portal.Visitor(server), server, 0
        self._checks = folder / f"checks-{server.port}.txt"
        with self._checks.open("wb") as out:
            subprocess.run(
                [rig.PROOF, "challenges", "--count", str(enough), "--key", portal.KEY, "--opened-at", str(int(time.time() * 1000) - 5000)],
                stdout=out, check=True)

    def rate(self, seconds, connections=64, cores=rig.BOTH):
        """Requests confirmed a second."""
        visit = self._visitor
        load = rig.wrk(
            self._server.url, seconds, connections, cores, script=SCRIPTS / "access.lua",
            arguments=[str(self._checks), str(self._used), str(1_000_000 + self._used), visit.cookie, urllib.parse.quote(visit.token)])
        assert load.own("failed") == 0, load.told
        self._used += int(load.rate * seconds * 0.6) + connections
        return load.own("confirmed")


def requests(effort, folder):
    """Both POSTs of an access request, acknowledged when they are on disk, beside the peer's one, whose mail
    is stored just as durably for a process of its own to send (django-mailer)."""
    data = portal.copy(10_000, folder / "requests")
    with portal.serve(data, rig.BOTH) as ours, peer.serve(folder, portal.PASSWORD, rig.BOTH) as theirs:
        load = Requests(ours, folder, effort.runs * (effort.seconds + 1) * 6000)
        visitor = peer.Visitor(theirs)
        body = f"csrfmiddlewaretoken={visitor.token}&email=membre%25d%40exemple.fr".replace("%25d", "%d")
        got = rig.interleaved(
            effort.runs,
            ours=lambda: load.rate(effort.seconds),
            peer=lambda: rig.wrk(
                theirs.url + "/accounts/password/reset/", effort.seconds, 16, rig.BOTH, script=SCRIPTS / "post.lua",
                arguments=[visitor.cookie, body, "0"]).rate)
    times = got["ours"] / got["peer"]
    return rig.table(
        ["access requests, both POSTs", "Perron /s", "≥ 2 000", "peer's reset /s", "× peer", "≥ 5"],
        [["durable, all cores", rig.number(got["ours"]), rig.verdict(got["ours"] >= 2000), rig.number(got["peer"]), f"{times:.1f}",
          rig.verdict(times >= 5)]])


class SignIns:
    def __init__(self, server, data, folder):
        self._visitor, self._server = portal.Visitor(server), server
        self._numbers = folder / f"numbers-{server.port}.txt"
        self._numbers.write_text("\n".join(portal.numbers(data, 5000)) + "\n")
        self._at = 0

    def rate(self, seconds, connections=8):
        visit = self._visitor
        body = f"jeton={urllib.parse.quote(visit.token)}&numero=%d&mot_de_passe={urllib.parse.quote_plus(portal.PASSWORD)}"
        load = rig.wrk(
            self._server.url + "/connexion", seconds, connections, rig.BOTH, script=SCRIPTS / "post.lua",
            arguments=[visit.cookie, body, str(self._at), str(self._numbers)])
        self._at += int(load.rate * seconds) + connections
        return load.rate


def sign_ins(effort, folder):
    """Sign-ins beside a bare route that verifies one password on the same kind of pool, and the peer's; then pages while they saturate."""
    data = portal.copy(10_000, folder / "sign-ins")
    (folder / "floor.html").write_bytes(b"-")
    with portal.serve(data, rig.BOTH) as ours, pages.floor(folder, rig.BOTH) as bare:
        with peer.serve(folder, portal.PASSWORD, rig.BOTH) as theirs:
            members = folder / "membres.txt"
            members.write_text("".join(f"membre{n}\n" for n in range(peer.MEMBERS)))
            load, visitor = SignIns(ours, data, folder), peer.Visitor(theirs)
            body = f"csrfmiddlewaretoken={visitor.token}&login=%d&password={urllib.parse.quote_plus(portal.PASSWORD)}"
            got = rig.interleaved(
                effort.runs,
                ours=lambda: load.rate(effort.seconds),
                bare=lambda: rig.wrk(bare.url + "/hash", effort.seconds, 8, rig.BOTH).rate,
                peer=lambda: rig.wrk(
                    theirs.url + "/accounts/login/", effort.seconds, 8, rig.BOTH, script=SCRIPTS / "post.lua",
                    arguments=[visitor.cookie, body, "0", str(members)]).rate)
        late = Steady(ours.url + "/", 20)
        load.rate(max(10, effort.seconds * effort.runs), connections=32)
        pages_taken = late.stop()
    share = got["ours"] / got["bare"]
    first = rig.table(
        ["sign-ins", "Perron /s", "bare Argon2id route /s", "of it", "≥ 0.90", "peer /s", "× peer"],
        [["all cores", rig.number(got["ours"]), rig.number(got["bare"]), f"{share:.2f}", rig.verdict(share >= 0.90),
          rig.number(got["peer"]), f"{got['ours'] / got['peer']:.1f}"]])
    middle, high = percentile(pages_taken, 0.5), percentile(pages_taken, 0.99)
    second = rig.table(
        ["pages at 20 a second, 32 sign-ins waiting", "pages", "median ms", "p99 ms", "< 50", "slowest ms"],
        [["`GET /`", len(pages_taken), f"{middle:.1f}", f"{high:.1f}", rig.verdict(high < 50), f"{max(pages_taken):.1f}"]])
    return first + "\n" + second


class Steady:
    """One page at a fixed rate on a connection of its own, each timed from when it was due, so that a late one counts as late."""

    def __init__(self, url, per_second):
        self._url, self._pause = urllib.parse.urlparse(url), 1 / per_second
        self._taken, self._over = [], threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self):
        import http.client
        connection = http.client.HTTPConnection(self._url.hostname, self._url.port)
        due = time.perf_counter()
        while not self._over.wait(max(0, due - time.perf_counter())):
            connection.request("GET", self._url.path)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            self._taken.append((time.perf_counter() - due) * 1000)
            due += self._pause

    def stop(self):
        self._over.set()
        self._thread.join()
        return self._taken


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]
