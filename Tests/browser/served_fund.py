"""A fund of forty files, served, for the test files that import it."""

import sys

import pytest
from demo import ROOT

sys.path.insert(0, str(ROOT / "Tests/faults"))

from fund import Fund  # noqa: E402


@pytest.fixture
def fund(tmp_path):
    fund = Fund(tmp_path, 40).fill()
    fund.serve()
    yield fund
    fund.stop()
