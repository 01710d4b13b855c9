"""Start and memory, and what each thing costs as a registry grows."""

import contextlib
import functools
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
    """The same work on registries of three sizes, taken in turn: flat is what one hopes for."""
    folders = {files: portal.copy(files, folder / f"growth-{files}") for files in SIZES}
    with contextlib.ExitStack() as stack:
        # One core for pages.
        reading = {files: stack.enter_context(portal.serve(data)) for files, data in folders.items()}
        members = {files: cookies(reading[files], data) for files, data in folders.items()}
        read = in_turn(effort, {files: functools.partial(pages, effort, reading[files], members[files]) for files in SIZES})
    with contextlib.ExitStack() as stack:
        # Both for what the product's total is asked of.
        writing = {files: stack.enter_context(portal.serve(data, rig.BOTH)) for files, data in folders.items()}
        loads = {files: Load(effort, server, folders[files], folder / f"load-{files}") for files, server in writing.items()}
        written = in_turn(effort, {files: load.measure for files, load in loads.items()})
        memory = {files: server.status("VmRSS") / 1000 for files, server in writing.items()}
    rows = [
        [f"{files:,} files".replace(",", " ")] + [rig.number(figure) for figure in read[files] + written[files]]
        + [f"{memory[files]:.0f}", rig.verdict(memory[files] <= 100)] for files in SIZES]
    heads = ["registry", "`GET /` /s", "`GET /espace` /s", "access requests /s", "sign-ins /s", "resident MB after", "≤ 100"]
    return rig.table(heads, rows)


def in_turn(effort, measures):
    """The medians of what each measure gives, by its name."""
    figures = {name: [] for name in measures}
    for _ in range(effort.runs):
        for name, measure in measures.items():
            figures[name].append(measure())
    return {name: [statistics.median(column) for column in zip(*taken)] for name, taken in figures.items()}


def cookies(server, data):
    return [f"Cookie: {portal.Visitor(server).sign_in(number).cookie}" for number in portal.numbers(data, 4)]


def pages(effort, server, members):
    """The public page, and the spaces of four members."""
    home = rig.wrk(server.url + "/", effort.seconds).rate
    spaces = [rig.wrk(server.url + "/espace", max(1, effort.seconds // len(members)), headers=[member]).rate for member in members]
    return [home, statistics.mean(spaces)]


class Load:
    """Access requests and sign-ins for one server."""

    def __init__(self, effort, server, data, folder):
        folder.mkdir()
        self._seconds = effort.seconds
        self._requests = writes.Requests(server, folder, effort.runs * (effort.seconds + 1) * 6000)
        self._sign_ins = writes.SignIns(server, data, folder)

    def measure(self):
        return [self._requests.rate(self._seconds), self._sign_ins.rate(self._seconds)]
