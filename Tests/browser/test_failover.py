"""The short form of bin/evidence failover: the primary dies under members at work, and what they were told is on the standby that takes over."""

import random
import sys

from demo import ROOT

sys.path.insert(0, str(ROOT / "Tests/faults"))

import failover  # noqa: E402


def test_members_go_on_with_the_standby_and_find_there_what_they_were_told():
    strikes, outcome = failover.run(2, random.Random(7), people=1500, members=40, calm=(0.5, 1), drains=False)

    assert outcome.faults == [], outcome.doctor
    assert all(strike.taken < 15 and strike.journeys == 40 for strike in strikes)
    assert outcome.counts["requests acknowledged"] > 20
    assert outcome.counts["passwords acknowledged"] > 5
