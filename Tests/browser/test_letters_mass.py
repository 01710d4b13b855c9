"""The short form of bin/evidence letters: a run of some thousand letters, killed again and again."""

import re
import sys

from demo import ROOT

sys.path.insert(0, str(ROOT / "Tests/faults"))

import letters  # noqa: E402


def test_killed_again_and_again_a_run_leaves_every_letter_in_one_batch(tmp_path):
    run = letters.run(tmp_path, letters=3300, kills=5)

    assert run.faults == []
    # Each of these moments lasts long enough to be hit, but one may pass between two looks.
    assert sum(run.hit.values()) >= 4, run.hit
    assert re.search(r"^  printed +100 %  [\d,]+ letters/s", run.said, re.M), run.said
