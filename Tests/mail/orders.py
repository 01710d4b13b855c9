"""Orders as « Valider votre choix » leaves them, put into a fund's database at once."""

import sqlite3
import time

from fund import number


def order_letters(fund, first, last):
    """For these people, each asking from a network of their own."""
    with sqlite3.connect(fund.data / "perron.sqlite", timeout=10) as database:
        for index in range(first, last):
            now = int(time.time() * 1000)
            request, order = f"0REQ{index:022}", f"0DSP{index:022}"
            database.execute(
                "INSERT INTO access_request (id, number, role, language, state, channel, slow_lane, network, follow_up, started_at, confirmed_at)"
                " VALUES (?, ?, 'member', 'fr', 'confirmed', 'letter', 0, ?, ?, ?, ?)",
                (request, number(index), index.to_bytes(4, "big"), f"{index:010}", now, now))
            database.execute(
                "INSERT INTO dispatch (id, request_id, channel, state, due_at, created_at) VALUES (?, ?, 'letter', 'pending', ?, ?)",
                (order, request, now, now))
    database.close()


def batches(fund):
    """Of each, oldest first: its state and how many letters it has."""
    return fund.query("SELECT state, letters FROM letter_batch ORDER BY id")


def are_spooled(fund):
    """How many letters' words are still kept."""
    return fund.query("SELECT COUNT(*) FROM letter WHERE spool IS NOT NULL")[0][0]


def wait(until, patience=90):
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if found := until():
            return found
        time.sleep(0.1)
    raise AssertionError("it didn't happen")
