"""What PostgreSQL itself keeps when the primary dies: many clients write, each notes what was acknowledged, and it is compared with the promoted
standby. Prints Markdown.

    standby.py [KILLS]
"""

import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from cluster import BIN, USER, Cluster, as_owner

CLIENTS = 16


class Writers:
    """pgbench: each client counts upwards and stores its count; its log holds how often each was told that it is stored."""

    def __init__(self, cluster, folder):
        self.folder = folder
        cluster.primary.say("DROP TABLE IF EXISTS told", "CREATE TABLE told (client INT, n INT, PRIMARY KEY (client, n))")
        script = folder / "told.sql"
        script.write_text("\\set n :n + 1\nINSERT INTO told VALUES (:client_id, :n);\n")
        script.chmod(0o644)
        for log in folder.glob("log.*"):
            log.unlink()
        before = ["runuser", "-u", USER, "--"] if as_owner("id", "-un").stdout.strip() == USER else []
        self.process = subprocess.Popen(
            [*before, BIN / "pgbench", "-n", "-h", "127.0.0.1", "-p", str(cluster.primary.port), "-U", USER, "-c", str(CLIENTS),
             "-T", "60", "-D", "n=0", "-f", script, "-l", f"--log-prefix={folder}/log", "postgres"],
            cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def acknowledged(self):
        """By client; once the server died, every client has given up."""
        self.process.wait(30)
        lines = (line for log in self.folder.glob("log.*") for line in log.read_text().splitlines())
        return Counter(int(re.match(r"\d+", line).group(0)) for line in lines)


def strike(cluster, folder, seconds, lag):
    """How many were acknowledged, how many of these are gone, and the seconds from the kill to the standby's first write; the standby is sent
    nothing for the last `lag` seconds before the kill."""
    writers = Writers(cluster, folder)
    time.sleep(seconds)
    if lag:
        cluster.hold_back()
        time.sleep(lag)
    began = time.monotonic()
    cluster.fail_over()
    cluster.primary.say("CREATE TABLE IF NOT EXISTS alive (at BIGINT)")
    outage = time.monotonic() - began
    told = writers.acknowledged()
    stored = Counter({int(client): int(n) for client, n in (row.split("|") for row in cluster.primary.say(
        "SELECT client, MAX(n) FROM told GROUP BY client").splitlines())})
    return sum(told.values()), sum(max(0, count - stored[client]) for client, count in told.items()), outage


def run(kills, is_synchronous, lag=0.0, seconds=2):
    with tempfile.TemporaryDirectory(prefix="perron-standby-") as name:
        folder = Path(name)
        cluster = Cluster(folder, is_synchronous)
        try:
            cluster.begin()
            rounds = []
            for index in range(kills):
                rounds.append(strike(cluster, folder, seconds, lag))
                if index < kills - 1:
                    cluster.rejoin()
            return rounds
        finally:
            cluster.end()


def main():
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    print("Behind by: for how long before the kill the standby was sent nothing more. 16 clients, one row a transaction.\n")
    print("| standby | behind by, s | kill | acknowledged | of these gone | kill to first write, s |\n| --- | --- | --- | --- | --- | --- |")
    lost = 0
    for is_synchronous, lag in ((True, 0), (True, 0.1), (False, 0), (False, 0.1)):
        name = "synchronous" if is_synchronous else "asynchronous"
        for index, (told, gone, outage) in enumerate(run(kills, is_synchronous, lag)):
            print(f"| {name} | {lag} | {index + 1} | {told:,} | {gone:,} | {outage:.2f} |", flush=True)
            lost += gone if is_synchronous else 0
    if lost:
        print(f"\n{lost} acknowledged rows are gone in spite of a synchronous standby.")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
