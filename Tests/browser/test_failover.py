"""The short form of bin/evidence failover: the primary dies under members at work, and what they were told is on the standby that takes over."""

import random
import sys

from demo import ROOT

sys.path.insert(0, str(ROOT / "Tests/faults"))

import failover  # noqa: E402
from fund import Fund  # noqa: E402
from member import Member  # noqa: E402


def test_members_go_on_with_the_standby_and_find_there_what_they_were_told():
    strikes, outcome = failover.run(1, random.Random(7), people=500, members=20, calm=(0.5, 1), drains=False, is_noticed=True)

    assert outcome.faults == [], outcome.doctor
    assert strikes[0].refused > 0, "nobody was told to come again"
    assert all(strike.taken < 15 and strike.journeys == 20 for strike in strikes)
    assert outcome.counts["requests acknowledged"] >= 10
    assert outcome.counts["passwords acknowledged"] > 0


def test_a_primary_that_falls_silent_is_left_for_its_standby():
    strike, outcome = failover.run_silently(people=300, members=20, drains=False, PERRON_POSTGRES_CONNECT_TIMEOUT="2s")

    assert outcome.faults == [], outcome.doctor
    # It was silent indeed: without time-outs of our own the kernel's would hold for a quarter of an hour.
    assert 5 < strike.taken < 30
    assert outcome.counts["requests acknowledged"] >= 10


def test_what_an_asynchronous_standby_was_not_sent_is_gone_and_the_comparison_sees_it():
    _, outcome = failover.run_behind(lag=1, people=600, members=20)

    assert failover.gone(outcome, "request") > 0


def test_a_standby_that_falls_silent_alone_keeps_nobody_waiting_without_end(tmp_path):
    with failover.own_cluster() as cluster:
        fund = Fund(tmp_path, 2, PERRON_DATABASE=cluster.url("perron"), PERRON_POSTGRES_STATEMENT_TIMEOUT="2s").fill()
        fund.serve("--without-worker")
        try:
            member = Member(fund, 0)
            member.open("/acces")
            cluster.hold_back()
            member.send("/acces", {"qualite": "affilie", "numero": member.number, "robot": "oui", "preuve": member.proof()})
            status = member.status
            cluster.let_on()
            taken = Member(fund, 1).ask_for("courrier")
        finally:
            fund.stop()

    # Member._ask gives up after 30 s, with an error.
    assert status == 503
    assert taken
