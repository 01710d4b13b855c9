"""Start and memory, and what each thing costs as a registry grows."""

import shutil
import statistics

import portal
import rig
import writes

SIZES = [10_000, 100_000, 1_000_000]


def start(effort, folder):
    """Until the first page is there, and how much memory that took."""
    rows = []
    for files in SIZES:
        data = portal.copy(files, folder / f"start-{files}")
        taken = [started(data) for _ in range(effort.runs)]
        seconds, memory = (statistics.median(column) for column in zip(*taken))
        rows.append([f"{files:,} files".replace(",", " "), f"{seconds * 1000:.0f}", rig.verdict(seconds <= 0.150), f"{memory:.0f}"])
        shutil.rmtree(data)
    return rig.table(["start", "ms to the first page", "≤ 150", "resident MB then"], rows)


def started(data):
    with portal.serve(data, rig.BOTH) as server:
        return server.started_in, server.status("VmRSS") / 1000


def growth(effort, folder):
    """The same work on registries of three sizes: flat is what one hopes for."""
    rows = []
    for files in SIZES:
        data = portal.copy(files, folder / f"growth-{files}")
        rows.append([f"{files:,} files".replace(",", " ")] + measured(effort, data, folder))
        shutil.rmtree(data)
    heads = ["registry", "`GET /` /s", "`GET /espace` /s", "`GET /espace`, a file each, /s", "access requests /s", "sign-ins /s", "resident MB after", "≤ 100"]
    return rig.table(heads, rows)


def measured(effort, data, folder):
    # One core each for pages; both for what the product's total is asked of.
    with portal.serve(data) as server:
        cookie = f"Cookie: {portal.Visitor(server).sign_in(portal.numbers(data, 1)[0]).cookie}"
        others = [f"Cookie: {portal.Visitor(server).sign_in(number).cookie}" for number in portal.numbers(data, 40)[1:]]
        home = statistics.median(rig.wrk(server.url + "/", effort.seconds).rate for _ in range(effort.runs))
        space = statistics.median(rig.wrk(server.url + "/espace", effort.seconds, headers=[cookie]).rate for _ in range(effort.runs))
        spread = statistics.median(
            rig.wrk(server.url + "/espace", 1, headers=[other]).rate for other in others[:: max(1, len(others) // effort.runs)])
    with portal.serve(data, rig.BOTH) as server:
        load = writes.Requests(server, folder, effort.runs * (effort.seconds + 1) * 6000)
        asked = statistics.median(load.rate(effort.seconds) for _ in range(effort.runs))
        signing = writes.SignIns(server, data, folder)
        signed = statistics.median(signing.rate(effort.seconds) for _ in range(effort.runs))
        memory = server.status("VmRSS") / 1000
    return [rig.number(home), rig.number(space), rig.number(spread), rig.number(asked), rig.number(signed), f"{memory:.0f}", rig.verdict(memory <= 100)]
