"""The processes of one fund: some serve, some dispatch, each in a folder of its own as on a machine of its own, before them a proxy."""

import signal
import time

from fund import Fund, free_port


class Node:
    """A process that is started, told to leave and killed again and again."""

    def __init__(self, fund, name, *command, port, is_alone=False):
        self.fund, self.name, self.command, self.port, self.process = fund, name, command, port, None
        self.data = fund.data if is_alone else fund.folder / name
        self.log = fund.folder / f"{name}.log"

    @property
    def is_site(self):
        return self.command[0] == "serve"

    @property
    def kind(self):
        return "site" if self.is_site else "worker"

    def start(self, patience=60, **environment):
        self.data.mkdir(mode=0o700, exist_ok=True)
        said = self.log.stat().st_size if self.log.exists() else 0
        self.process = self.fund.begin(
            *self.command, log=self.log.name, PERRON_SERVER_PORT=str(self.port), PERRON_DATA_DIRECTORY=str(self.data), **environment)
        end = time.monotonic() + patience
        while not any(word in self.log.read_bytes()[said:] for word in (b"Perron serves", b"Perron dispatches")):
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{self.name} doesn't start: {self.words()}")
            time.sleep(0.01)

    def words(self):
        return self.log.read_text(errors="replace")[-2000:]

    def leave(self):
        """As a new version is put in its place: SIGTERM, and waiting; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(60)

    def doctor(self):
        return self.fund.say("doctor", PERRON_DATA_DIRECTORY=str(self.data))


class Fleet:
    """Over a server two sites, two workers and a proxy; over a file one site and one worker, for no more are let in."""

    def __init__(self, folder, people, url=None, proxy=None, **environment):
        shared = dict(PERRON_LETTERS_DIRECTORY=str(folder / "data/letters"), PERRON_MAIL_FOLDER=str(folder / "data/mail"))
        server = dict(PERRON_DATABASE=url) if url else {}
        self.url = url
        self.fund = fund = Fund(folder, people, PERRON_LETTERS_DAILY_BUDGET="100000", **shared, **server, **environment)
        names = ("a", "b") if url else ("a",)
        self.sites = [
            Node(fund, name, "serve", "--without-worker", port=free_port() if url else fund.port, is_alone=not url) for name in names]
        self.workers = [Node(fund, f"worker-{name}", "work", port=fund.port, is_alone=not url) for name in names]
        self.nodes = self.sites + self.workers
        self.proxy = proxy and proxy(folder, fund.port, {site.name: site.port for site in self.sites})

    def __enter__(self):
        try:
            self.fund.data.mkdir(mode=0o700)
            self.fund.fill()
            for node in self.nodes:
                node.start()
            if self.proxy:
                self.proxy.start()
            return self
        except BaseException:
            self.stop()
            raise

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        if self.proxy:
            self.proxy.stop()
        for node in self.nodes:
            node.stop()

    def is_back(self, node):
        """Until the proxy sends members there again."""
        if self.proxy and node.is_site:
            self.proxy.await_up(node.name)

    def restart(self, node):
        """One step of a rolling restart; the exit code of the process that left."""
        if self.proxy and node.is_site:
            self.proxy.leave(node.name)
        code = node.leave()
        node.start()
        self.is_back(node)
        return code
