"""The short form of bin/evidence disk: a disk that fills up under a running server, and a sync that fails."""

import os
import subprocess
import sys

import pytest
from demo import ROOT

sys.path.insert(0, str(ROOT / "Tests/faults"))

import disk  # noqa: E402

APART = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import disk
told, words = disk.full(Path(sys.argv[2]), people=8)
print(told, words)
sys.exit(not all(truth for _, truth in told))
"""


@pytest.mark.skipif(disk.is_full_disk_possible() is not None, reason=str(disk.is_full_disk_possible()))
def test_a_full_disk_is_told_and_with_room_the_same_server_goes_on(tmp_path):
    answer = subprocess.run(
        ["unshare", "-m", sys.executable, "-c", APART, ROOT / "Tests/faults", tmp_path], capture_output=True, text=True, timeout=100,
        env=os.environ)

    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.skipif(disk.is_injection_possible() is not None, reason=str(disk.is_injection_possible()))
@pytest.mark.parametrize("calls, file", [("fdatasync", "perron.sqlite-wal"), ("fsync", None)])
def test_a_sync_that_fails_is_no_answer_and_loses_nothing(tmp_path, calls, file):
    count, statuses, faults = disk.injected(tmp_path, calls, "EIO", file, people=4)

    assert faults == []
    assert count > 0
