"""Letters on their way in a fund of the tests' own: orders as « Valider votre choix » leaves them, and a worker that makes letters of them."""

import signal
import sqlite3
import time

from fund import number


def order_letters(fund, people):
    """A confirmed request and its order for each, from a network of its own; in one transaction, with no site running."""
    now = int(time.time() * 1000)
    with sqlite3.connect(fund.data / "perron.sqlite") as database:
        for index in people:
            request, order, network = f"01SPOOLREQUEST{index:012}", f"01SPOOLORDER{index:014}", index.to_bytes(16, "big")
            database.execute(
                "INSERT INTO access_request"
                " (id, number, role, language, state, channel, slow_lane, network, follow_up, started_at, confirmed_at)"
                " VALUES (?, ?, 'member', 'fr', 'confirmed', 'letter', 0, ?, ?, ?, ?)",
                [request, number(index), network, f"F{index:09}", now, now])
            database.execute(
                "INSERT INTO dispatch (id, request_id, channel, state, due_at, created_at) VALUES (?, ?, 'letter', 'pending', ?, ?)",
                [order, request, now, now])


def until_spooled(fund, count, patience=120):
    """Lets a worker make letters of what was ordered, until so many wait."""
    worker = fund.begin("work", log="worker.log")
    try:
        end = time.monotonic() + patience
        while fund.query("SELECT COUNT(*) FROM letter WHERE state = 'waiting'") != [(count,)]:
            assert worker.poll() is None, (fund.folder / "worker.log").read_text()[-2000:]
            assert time.monotonic() < end, "the worker made no letters"
            time.sleep(0.05)
    finally:
        worker.send_signal(signal.SIGINT)
        worker.wait(20)
