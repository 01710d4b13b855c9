"""The short form of bin/evidence nodes: nodes that are restarted drop no request, and nodes that are killed lose nothing."""

import random
import sys

import pytest
from demo import ROOT

sys.path.insert(0, str(ROOT / "Tests/faults"))

import nodes  # noqa: E402
import postgres  # noqa: E402
from proxy import HAProxy, Nginx  # noqa: E402


@pytest.mark.parametrize("proxy", [HAProxy, Nginx])
def test_a_rolling_restart_under_load_drops_no_request(tmp_path, proxy):
    with postgres.own_database() as url:
        outcome = nodes.rolling(tmp_path, url, proxy, people=1000, members=2, readers=2)

    assert outcome.faults == []
    assert outcome.restarts == {"site": 2, "worker": 2}
    assert outcome.answered > 500
    assert outcome.counts["requests acknowledged"] > 20


def test_what_members_were_told_survives_killed_sites_and_workers_on_a_server(tmp_path):
    with postgres.own_database() as url:
        outcome = nodes.killed(tmp_path, url, HAProxy, random.Random(7), kills=4, people=1000, members=3)

    survived(outcome)


def test_what_members_were_told_survives_a_killed_site_and_worker_on_a_file(tmp_path):
    survived(nodes.killed(tmp_path, None, None, random.Random(7), kills=4, people=1000, members=3))


def survived(outcome):
    assert outcome.faults == []
    assert outcome.deaths["site"] > 0 and outcome.deaths["worker"] > 0
    assert outcome.counts["requests acknowledged"] > 10
