"""The reason for the upper bound of the PySide6 pin (see pyproject.toml)."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject

CALLS = 500
NOISE = 50


def test_calls_that_return_nothing_keep_none_alive() -> None:
    # PySide6 6.12.0 loses one reference to None a call on Python before 3.12, and the process aborts.
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        thing.setObjectName("x")
    assert sys.getrefcount(None) >= before - NOISE
