"""The short form of Tests/faults/standby.py: what PostgreSQL acknowledged outlives its primary where the standby is synchronous, and only there."""

import sys

from demo import ROOT

sys.path.insert(0, str(ROOT / "Tests/faults"))

import standby  # noqa: E402


def test_a_synchronous_standby_has_what_was_acknowledged_though_it_was_cut_off_before_the_kill():
    [(told, gone, _)] = standby.run(1, is_synchronous=True, lag=0.1, seconds=1)

    assert told > 100
    assert gone == 0


def test_an_asynchronous_standby_that_was_cut_off_lacks_some_so_that_the_comparison_can_fail():
    [(_, gone, _)] = standby.run(1, is_synchronous=False, lag=0.3, seconds=1)

    assert gone > 0


def test_a_primary_that_died_comes_back_as_a_standby_and_takes_over_in_its_turn():
    rounds = standby.run(2, is_synchronous=True, seconds=1)

    assert [gone for _, gone, _ in rounds] == [0, 0]
    assert all(told > 100 for told, _, _ in rounds)
