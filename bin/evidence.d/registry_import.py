"""Called by registry-import: PERRON GENERATOR ROWS. Prints Markdown; exits 1 if something was not as it should be."""

import csv, fcntl, http.client, os, random, re, shutil, sqlite3, subprocess, sys, tempfile, threading, time

PERRON, GENERATOR, ROWS = sys.argv[1], sys.argv[2], int(sys.argv[3])
OWN_GENERATOR = os.path.join(os.path.dirname(os.path.abspath(__file__)), "faulty_registry.py")
KINDS = [("UTF-8", ["--encoding", "utf-8"]), ("UTF-8 with BOM", ["--encoding", "utf-8", "--bom"]), ("Windows-1252", ["--encoding", "cp1252"])]
COLUMNS = """number, situation, civility, family_name, birth_name, given_names, birth_date, address_1, address_2, address_3, address_4,
    address_5, address_6, country, registry_email, telephone, last_seen_on, died_on, linked_number, representative, closed_at IS NULL"""
folder = tempfile.mkdtemp(prefix="perron-evidence-")
failures = []


def expect(truth, what):
    if not truth:
        failures.append(what)
    return "yes" if truth else "**no**"


def generate(name, *options):
    path, truth = os.path.join(folder, name + ".csv"), os.path.join(folder, name + ".truth")
    with open(path, "wb") as out:
        subprocess.run([sys.executable, GENERATOR or OWN_GENERATOR, *options, "--truth", truth], stdout=out, check=True)
    return path, truth


def environment(data):
    return dict(
        os.environ, PERRON_DATA_DIRECTORY=data, PERRON_SERVER_PUBLIC_URL="https://espace.example", PERRON_FUND_NAME="Fonds",
        PERRON_FUND_SHORT_NAME="Fonds", PERRON_FUND_EMAIL_SENDER="espace@fonds.example", PERRON_FUND_POSTAL_ADDRESS="1 RUE,87000 LIMOGES",
        PERRON_FUND_TELEPHONE="05 00 00 00 00", PERRON_KEYS_MASTER="07" * 32, PERRON_MAIL_TRANSPORT="folder")


def start(data, *arguments, output=subprocess.PIPE):
    return subprocess.Popen([PERRON, *arguments], env=environment(data), stdout=output, stderr=subprocess.STDOUT, text=True)


def run(data, *arguments):
    """What it said, how long it took, how much memory it had at most, in MiB."""
    began = time.monotonic()
    process, memory = start(data, *arguments), [0]
    watch = threading.Thread(target=highest_memory, args=(process, memory))
    watch.start()
    said = process.communicate()[0]
    seconds = time.monotonic() - began
    watch.join()
    if process.returncode != 0:
        raise SystemExit(f"perron {' '.join(arguments)} ended with {process.returncode}:\n{said}")
    return said, seconds, memory[0] / 1024


def highest_memory(process, memory):
    """VmHWM is the process's own; the rusage of a child begins with its parent's."""
    while process.returncode is None:
        try:
            with open(f"/proc/{process.pid}/status") as status:
                memory[0] = max([memory[0]] + [int(line.split()[1]) for line in status if line.startswith("VmHWM")])
        except OSError:
            return
        time.sleep(0.05)


def store(name):
    data = os.path.join(folder, name)
    run(data, "migrate")
    return data


def records(data):
    with sqlite3.connect(f"file:{data}/perron.sqlite?mode=ro", uri=True) as connection:
        return {row[0]: row for row in connection.execute(f"SELECT {COLUMNS} FROM pension_record")}


def count(said, word):
    found = re.search(r"([\d,]+) " + word, said)
    return int(found.group(1).replace(",", "")) if found else None


def faults():
    print(f"## Refused lines and the truth\n\n{ROWS:,} rows, 2 % of them broken. Generator: "
          f"{os.path.basename(GENERATOR) if GENERATOR else 'our own'}.\n")
    print("| file | broken | refused | line, column and reason all equal | others accepted | again: all the same | seconds | MiB |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for number, (name, options) in enumerate(KINDS):
        path, truth = generate(f"faults{number}", "--rows", str(ROWS), "--faults", "0.02", *options)
        data, report = store(f"faults{number}"), os.path.join(folder, f"faults{number}.report")
        said, seconds, memory = run(data, "registry", "import", path, "--report", report)
        with open(truth) as lines:
            true = sorted(tuple(line.rstrip("\n").split(";")) for line in lines)
        with open(report, newline="") as lines:
            told = sorted(tuple(row[:3]) for row in list(csv.reader(lines, delimiter=";"))[1:])
        again, _, _ = run(data, "registry", "import", path)
        accepted = len(records(data))
        same = (count(again, "added"), count(again, "changed"), count(again, "the same")) == (0, 0, accepted)
        print(f"| {name} | {len(true):,} | {len(told):,} | {expect(true == told, name + ': truth')} "
              f"| {expect(accepted == ROWS - len(true), name + ': accepted')} | {expect(same, name + ': again')} | {seconds:.1f} | {memory:.0f} |")


def changed(path):
    """The same export a month later: names and telephones change, people come and go."""
    rng, target = random.Random(5), path + ".later"
    with open(path, encoding="utf-8", newline="") as old, open(target, "w", encoding="utf-8", newline="") as new:
        for index, line in enumerate(old):
            fields = line.rstrip("\r\n").split(";")
            if index and rng.random() < 0.02:
                continue
            if index and rng.random() < 0.3:
                fields[5], fields[16] = "NOM CHANGÉ", ""
            new.write(";".join(fields) + "\r\n")
    return target


def kills():
    rows = max(2000, ROWS // 2)
    path, _ = generate("killed", "--rows", str(rows), "--seed", "21")
    later = changed(path)
    reference = store("reference")
    run(reference, "registry", "import", path)
    old = records(reference)
    _, seconds, _ = run(reference, "registry", "import", later, "--close-missing")
    new = records(reference)

    data = store("killed")
    run(data, "registry", "import", path)
    rng, killed, torn, states = random.Random(3), 0, 0, set()
    while True:
        process = start(data, "registry", "import", later, "--close-missing")
        try:
            said = process.communicate(timeout=(seconds * rng.uniform(0.1, 0.9)) if killed < 12 else None)[0]
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            killed += 1
            now = records(data)
            torn += sum(1 for number in set(old) | set(new) if now.get(number) not in (old.get(number), new.get(number)))
            with sqlite3.connect(f"{data}/perron.sqlite") as connection:
                states.add(connection.execute("SELECT state FROM import_run ORDER BY started_at DESC, id DESC LIMIT 1").fetchone()[0])
            continue
        break
    print(f"\n## kill -9\n\nAn export of {rows:,} rows, of which about a third differ and 2 % are gone, over the one before it.\n")
    print(f"- imports killed at random moments: {killed} (found then: {', '.join(sorted(states))})")
    print(f"- files that were neither as before nor as after: {torn} {expect(torn == 0, 'kill: torn')}")
    print(f"- the run after the last kill leaves what an import without a kill leaves: {expect(records(data) == new, 'kill: result')}")


class Others(threading.Thread):
    """Another process's sign-ins: short writes every 10 ms; who waits says so, as Perron's own processes do."""

    def __init__(self, database):
        super().__init__()
        self.database, self.waits, self.ended = database, [], threading.Event()

    def run(self):
        connection = sqlite3.connect(self.database, timeout=0, isolation_level=None)
        connection.execute("PRAGMA synchronous = FULL")
        wish = open(self.database + "-waiting", "a")
        while not self.ended.is_set():
            began = time.monotonic()
            self.begin(connection, wish)
            connection.execute("INSERT INTO robot_claim (id, expires_at) VALUES (randomblob(16), 1)")
            connection.execute("COMMIT")
            self.waits.append((time.monotonic() - began) * 1000)
            time.sleep(0.01)

    def begin(self, connection, wish):
        try:
            while True:
                try:
                    return connection.execute("BEGIN IMMEDIATE")
                except sqlite3.OperationalError:
                    fcntl.flock(wish, fcntl.LOCK_SH)
                    time.sleep(0.001)
        finally:
            fcntl.flock(wish, fcntl.LOCK_UN)


class Probe(threading.Thread):
    """Asks every half millisecond whether the write lock is held, and keeps the longest time it was by one transaction."""

    def __init__(self, database):
        super().__init__()
        self.database, self.longest, self.ended = database, 0.0, threading.Event()

    def run(self):
        connection = sqlite3.connect(self.database, timeout=0, isolation_level=None)
        since, version = None, None
        while not self.ended.is_set():
            now = time.monotonic()
            try:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("ROLLBACK")
                since = None
            except sqlite3.OperationalError:
                # Changes with every commit of another connection: then this is the next transaction.
                current = connection.execute("PRAGMA data_version").fetchone()
                since = since if since and current == version else now
                version = current
                self.longest = max(self.longest, (now - since) * 1000)
            time.sleep(0.0005)


def company():
    print("\n## Others meanwhile\n")
    path, _ = generate("company", "--rows", str(ROWS), "--seed", "33")
    for thread_class in (Probe, Others):
        data = store("company-" + thread_class.__name__)
        thread = thread_class(data + "/perron.sqlite")
        thread.start()
        try:
            _, seconds, _ = run(data, "registry", "import", path)
        finally:
            thread.ended.set()
            thread.join()
        if thread_class is Probe:
            print(f"- longest time the import held the write lock: {thread.longest:.0f} ms, under 100: {expect(thread.longest < 100, 'lock')}")
        else:
            waits = sorted(thread.waits)
            print(f"- {len(waits):,} writes of another process during an import of {seconds:.1f} s: half within {waits[len(waits) // 2]:.1f} ms, "
                  f"99 % within {waits[len(waits) * 99 // 100]:.0f} ms, the longest {waits[-1]:.0f} ms")


def whole_fund():
    rows = int(os.environ.get("PERRON_REGISTRY_FUND", 1_000_000))
    print(f"\n## A whole fund: {rows:,} files\n")
    path, _ = generate("fund", "--rows", str(rows), "--seed", "55")
    data = store("fund")
    _, ours, memory = run(data, "registry", "import", path)
    _, again, _ = run(data, "registry", "import", path)
    print(f"- into an empty registry: {ours:.1f} s, {rows / ours:,.0f} rows/s, at most {memory:.0f} MiB; the same again: {again:.1f} s")
    if shutil.which("sqlite3"):
        began = time.monotonic()
        subprocess.run(["sqlite3", os.path.join(folder, "plain.sqlite"), ".mode csv", ".separator ;", f".import {path} t"], check=True)
        plain = time.monotonic() - began
        print(f"- `sqlite3 .import` of the same file, unchecked, into a table without an index: {plain:.1f} s; ours takes {ours / plain:.1f} times as long")
    print(f"- the database: {os.path.getsize(data + '/perron.sqlite') / 2**20:,.0f} MiB")
    serve(data)


def serve(data):
    """How soon the site answers over that database, and the memory it keeps after a thousand pages."""
    os.environ.update(PERRON_SERVER_PORT="8097", PERRON_MAIL_FOLDER=data + "/mail", PERRON_LETTERS_DIRECTORY=data + "/letters")
    began = time.monotonic()
    # Its log of a thousand pages would fill a pipe that nobody reads.
    process = start(data, "serve", output=subprocess.DEVNULL)
    try:
        while not answers("/"):
            if process.poll() is not None or time.monotonic() - began > 30:
                raise SystemExit("the site does not answer")
            time.sleep(0.002)
        first = (time.monotonic() - began) * 1000
        good = sum(answers(path) for path in ("/", "/connexion") for _ in range(500))
        with open(f"/proc/{process.pid}/status") as status:
            resident = next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))
        print(f"- `perron serve` over it answers after {first:.0f} ms; after 1,000 pages ({expect(good == 1000, 'pages')}) it holds {resident:.0f} MiB")
    finally:
        process.terminate()
        process.communicate()


def answers(path):
    connection = http.client.HTTPConnection("127.0.0.1", 8097, timeout=5)
    try:
        connection.request("GET", path, headers={"Host": "espace.example"})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


try:
    faults()
    kills()
    company()
    whole_fund()
finally:
    shutil.rmtree(folder, ignore_errors=True)
if failures:
    print("\nNot as it should be: " + "; ".join(failures))
sys.exit(1 if failures else 0)
