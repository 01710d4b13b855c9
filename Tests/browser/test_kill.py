"""The short form of bin/evidence kill: a few kills, and nothing that was acknowledged is missing."""

import sys

from demo import ROOT

sys.path.insert(0, str(ROOT / "Tests/faults"))

import kill  # noqa: E402


def test_what_members_were_told_survives_kills(tmp_path):
    strikes, comparison, doctor = kill.run(tmp_path, kills=5, seed=7, drains=False, people=1000, threads=4, patience=5)

    assert comparison.faults == [], doctor.stdout
    assert comparison.counts["requests acknowledged"] > 20
    assert comparison.counts["passwords acknowledged"] > 5
    # Which moments are hit is chance; that some are is not.
    assert sum(strikes.landed.values()) >= 3
