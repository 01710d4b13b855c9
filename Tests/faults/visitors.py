"""Who comes through a proxy: members who fill in forms, and readers of public pages; each from an address of their own, noting what went wrong."""

import http.client
import threading
import time
from collections import Counter

from member import Member

PAGES = ("/", "/connexion", "/acces", "/aide")


class Refusals:
    """What was asked and not answered, or with a fault, by what it was."""

    def __init__(self):
        self.answered, self.unanswered, self.lock = 0, Counter(), threading.Lock()

    def note(self, fault=None):
        with self.lock:
            if fault:
                self.unanswered[fault] += 1
            else:
                self.answered += 1


class Visitor(Member):
    """A member with an address of this machine's own, which is what the proxy sees and passes on."""

    def __init__(self, fund, index, refusals=None):
        super().__init__(fund, index)
        self.address, self.refusals = f"127.{18 + index % 2}.{index // 250 % 250}.{1 + index % 250}", refusals or Refusals()

    def connection(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30, source_address=(self.address, 0))

    def _ask(self, method, path, body=None):
        try:
            location = super()._ask(method, path, body)
        except OSError as error:
            self.refusals.note(f"{method} {type(error).__name__}")
            raise
        if self.status >= 500:
            self.refusals.note(f"{method} {self.status}")
            # The proxy's own words, or the site's for a store that is away: either way nothing was acknowledged.
            raise ConnectionError(f"{method} {path}: {self.status}")
        self.refusals.note()
        return location


class Readers:
    """Ask for page after page over connections that stay open, as browsers do, which also open another where one was closed while it stood idle
    (RFC 9112 9.3.1): `may_close` says whether that may happen, and `closed` how often it did."""

    def __init__(self, fund, threads, refusals, may_close=False):
        self.fund, self.refusals, self.may_close, self.closed, self.is_over = fund, refusals, may_close, 0, threading.Event()
        self.threads = [threading.Thread(target=self._read, args=(f"127.30.{seat}.1",), daemon=True) for seat in range(threads)]

    def begin(self):
        for thread in self.threads:
            thread.start()

    def end(self):
        self.is_over.set()
        for thread in self.threads:
            thread.join(60)

    def _read(self, address):
        connection = http.client.HTTPConnection("127.0.0.1", self.fund.port, timeout=30, source_address=(address, 0))
        while not self.is_over.is_set():
            for page in PAGES:
                self._ask(connection, page)
                time.sleep(0.005)
        connection.close()

    def _ask(self, connection, page):
        is_reused = connection.sock is not None
        try:
            connection.request("GET", page, headers={"Host": f"localhost:{self.fund.port}"})
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            if is_reused and self.may_close and isinstance(error, (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError)):
                self.closed += 1
                return self._ask(connection, page)
            return self.refusals.note(f"GET {type(error).__name__}")
        return self.refusals.note(f"GET {answer.status}" if answer.status != 200 else None)
