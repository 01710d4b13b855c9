"""The two engines side by side: what members send, their own page, a million files."""

import re
import statistics
import subprocess

import bulk
import portal
import rig
import server
import writes

CLIENTS = [1, 16, 256]


def engines(effort, folder):
    """Perron on SQLite and on PostgreSQL, on the same machine and of the same files, taken in turn; and pgbench's simple update on the same server.
    Both cores for all. Pages: `/espace`, with a session, whose p50 and p99 are the median run's."""
    data = portal.copy(10_000, folder / "sqlite")
    (folder / "postgres-data").mkdir()
    with server.Postgres(folder / "postgres") as postgres:
        postgres.prepare_simple_updates()
        there = {"PERRON_DATABASE": postgres.fund("fund", data)}
        with portal.serve(data, rig.BOTH) as here, portal.serve(folder / "postgres-data", rig.BOTH, there) as away:
            sides = {"SQLite": Side(effort, here, data, folder / "here"), "PostgreSQL": Side(effort, away, data, folder / "away")}
            rows = []
            for clients in CLIENTS:
                figures = {name: [] for name in sides} | {"pgbench": []}
                for _ in range(effort.runs):
                    for name, side in sides.items():
                        figures[name].append(side.measure(effort.seconds, clients))
                    figures["pgbench"].append([postgres.simple_updates(effort.seconds, clients)])
                medians = {name: [statistics.median(column) for column in zip(*taken)] for name, taken in figures.items()}
                for name in sides:
                    requests, sign_ins, pages, half, most = medians[name]
                    rows.append([
                        f"{clients}, {name}", rig.number(requests), rig.number(sign_ins), rig.number(pages), f"{half:.1f}", f"{most:.1f}",
                        rig.number(medians["pgbench"][0]), f"{requests / medians['pgbench'][0]:.2f}"])
    return rig.table(
        ["clients, engine", "access requests /s", "sign-ins /s", "pages /s", "p50 ms", "p99 ms", "simple updates /s", "requests to it"], rows)


class Side:
    """One engine's server, and the loads for it."""

    def __init__(self, effort, there, data, folder):
        folder.mkdir()
        self._requests = writes.Requests(there, folder, len(CLIENTS) * effort.runs * (effort.seconds + 1) * 5000)
        self._sign_ins = writes.SignIns(there, data, folder)
        self._page = there.url + "/espace"
        self._member = f"Cookie: {portal.Visitor(there).sign_in(portal.numbers(data, 1)[0]).cookie}"

    def measure(self, seconds, clients):
        requests = self._requests.rate(seconds, clients)
        # So many wait for a password at a time at most: whoever comes then is asked to come again.
        sign_ins = self._sign_ins.rate(seconds, min(clients, 64))
        pages = rig.wrk(self._page, seconds, clients, rig.BOTH, headers=[self._member])
        return [requests, sign_ins, pages.rate, pages.latency(50), pages.latency(99)]


def million(effort, folder):
    """A million files on PostgreSQL: the import of an export into an empty registry beside `COPY` of the same file into one table of texts, with a
    primary key on the number, as it must be to be found; then how long a file is looked for by its number."""
    export = portal.export(1_000_000)
    with server.Postgres(folder / "postgres") as postgres:
        ours, floor = [], []
        for run in range(1 if effort.seconds < 2 else 3):
            data = folder / f"data-{run}"
            data.mkdir()
            postgres.ask(f"CREATE DATABASE import_{run}", f"CREATE DATABASE floor_{run}")
            environment = rig.os.environ | portal.environment(data, 8080) | {"PERRON_DATABASE": postgres.url(f"import_{run}")}
            bulk.timed([rig.PERRON, "migrate"], environment)
            ours.append(bulk.timed([rig.PERRON, "registry", "import", export], environment))
            floor.append(bulk.timed(copying(postgres, export, f"floor_{run}")))
            if run > 0:
                postgres.ask(f"DROP DATABASE import_{run}", f"DROP DATABASE floor_{run}")
        postgres.ask("VACUUM (ANALYZE)", database="import_0")
        lookups = [lookup(postgres.url("import_0"), at_once) for at_once in (1, 16)]
    seconds, memory = (statistics.median(column) for column in zip(*ours))
    bare = statistics.median(taken for taken, _ in floor)
    first = rig.table(
        ["import of 1 000 000 files", "Perron s", "`COPY` s", "times", "≤ 3", "most memory MB"],
        [["empty registry", f"{seconds:.1f}", f"{bare:.1f}", f"{seconds / bare:.1f}", rig.verdict(seconds / bare <= 3), f"{memory:.0f}"]])
    second = rig.table(
        ["a file by its number, of 1 000 000", "found /s", "p50 ms", "p99 ms", "< 5"],
        [[f"{at_once} at once", rig.number(rate), f"{half:.2f}", f"{most:.2f}", rig.verdict(most < 5)]
         for at_once, (rate, half, most) in zip((1, 16), lookups)])
    return first + "\n" + second


def copying(postgres, export, database):
    columns = export.open(encoding="utf-8-sig").readline().strip().split(";")
    kinds = ", ".join(f"{name} TEXT{' PRIMARY KEY' if name == 'numero_dossier' else ''}" for name in columns)
    return ["psql", "-qX", "-v", "ON_ERROR_STOP=1", "-c", f"CREATE TABLE export ({kinds})",
            "-c", f"\\copy export FROM '{export}' WITH (FORMAT csv, DELIMITER ';', HEADER)", postgres.url(database)]


def lookup(url, at_once):
    """Files found a second, and how long one took in milliseconds."""
    told = subprocess.run(
        [rig.PROOF, "lookup", "--database", url, "--at-once", str(at_once)], capture_output=True, text=True, check=True).stdout
    return [float(part) for part in re.fullmatch(r"([\d.]+) /s, p50 ([\d.]+) ms, p99 ([\d.]+) ms\n", told).groups()]
