"""The reverse proxies of the operator's guide, HAProxy and nginx, before a fund's nodes on this machine: configured by the guide's own files."""

import csv
import os
import signal
import socket
import subprocess
import time

from fund import ROOT, end_with_parent, free_port

EXAMPLES = ROOT / "docs/examples"
# What the examples call the nodes, and this machine the ports.
ADDRESSES = ("10.0.0.11:8080", "10.0.0.12:8080")


def adapted(name, *changes):
    """An example whose certificate and addresses are this machine's; all else is as it stands in the guide."""
    text = (EXAMPLES / name).read_text()
    for old, new in changes:
        if old not in text:
            raise ValueError(f"{name} doesn't hold « {old} »")
        text = text.replace(old, new)
    return text


class Proxy:
    """Listens on the fund's port; `sites` are the ports behind it, by name."""

    def __init__(self, folder, port, sites):
        self.folder, self.port, self.sites, self.process = folder, port, sites, None
        self.log = folder / f"{type(self).__name__}.log"

    def start(self):
        out = self.log.open("ab")
        self.process = subprocess.Popen(
            self.command(), cwd="/", stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True, preexec_fn=end_with_parent)
        end = time.monotonic() + 10
        while not self._listens():
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("the proxy doesn't start: " + self.log.read_text(errors="replace")[-2000:])
            time.sleep(0.02)
        for name in self.sites:
            self.await_up(name)

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(10)

    def _listens(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def _nodes(self):
        """The examples' addresses and these."""
        return zip(ADDRESSES, (f"127.0.0.1:{port}" for port in self.sites.values()), strict=True)


class HAProxy(Proxy):
    """Asks /readyz, and needs nobody to tell it who leaves."""

    closes_idle_connections = False

    def command(self):
        own, example = self.folder / "global.cfg", self.folder / "haproxy.cfg"
        self.desk = free_port()
        own.write_text(f"global\n    stats socket ipv4@127.0.0.1:{self.desk} level operator\n")
        example.write_text(adapted(
            "haproxy.cfg", ("bind :443 ssl crt /etc/haproxy/espace.example.fr.pem alpn h2,http/1.1", f"bind 127.0.0.1:{self.port}"),
            *self._nodes()))
        return ["/usr/sbin/haproxy", "-db", "-f", own, "-f", example]

    def leave(self, name):
        """It finds out by itself."""

    def await_up(self, name, patience=20):
        end = time.monotonic() + patience
        # « UP 1/2 » is on its way down.
        while self.standing(name) != "UP":
            if time.monotonic() > end:
                raise RuntimeError(f"the proxy takes {name} for {self.standing(name)}")
            time.sleep(0.02)

    def standing(self, name):
        with socket.create_connection(("127.0.0.1", self.desk)) as asked:
            asked.sendall(b"show stat\n")
            table = b"".join(iter(lambda: asked.recv(65536), b"")).decode().lstrip("# ")
        return next(row["status"] for row in csv.DictReader(table.splitlines()) if (row["pxname"], row["svname"]) == ("perron", name))


class Nginx(Proxy):
    """Is told by its operator who leaves and who is back; each time the processes of its former configuration end their idle connections."""

    closes_idle_connections = True

    def command(self):
        self.away = set()
        self._write()
        own = self.folder / "own.conf"
        places = "".join(
            f"    {kind}_temp_path {self.folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        user = "user root;\n" if os.geteuid() == 0 else ""
        own.write_text(
            f"{user}daemon off;\nworker_processes 2;\npid {self.folder}/nginx.pid;\nerror_log stderr warn;\nevents {{ worker_connections 512; }}\n"
            f"http {{\n    access_log off;\n{places}    include {self.folder}/perron.conf;\n}}\n")
        return ["/usr/sbin/nginx", "-p", self.folder, "-c", own]

    def leave(self, name):
        self.away.add(name)
        self._reload()

    def await_up(self, name):
        if name in self.away:
            self.away.remove(name)
            self._reload()

    def _write(self):
        nodes = [(old + " max", new + (" down" if name in self.away else "") + " max") for name, (old, new) in zip(
            self.sites, self._nodes(), strict=True)]
        (self.folder / "perron.conf").write_text(adapted(
            "nginx.conf", ("listen 443 ssl http2;", f"listen 127.0.0.1:{self.port};"),
            ("    ssl_certificate /etc/nginx/espace.example.fr.pem;\n", ""),
            ("    ssl_certificate_key /etc/nginx/espace.example.fr.key;\n", ""), *nodes))

    def _reload(self):
        """Until the processes of the former configuration have answered what they had, and are gone."""
        former = self._workers()
        self._write()
        self.process.send_signal(signal.SIGHUP)
        end = time.monotonic() + 30
        while former & self._workers():
            if time.monotonic() > end:
                raise RuntimeError("nginx doesn't take its new configuration")
            time.sleep(0.02)

    def _workers(self):
        main = self.process.pid
        with open(f"/proc/{main}/task/{main}/children") as children:
            return set(children.read().split())
