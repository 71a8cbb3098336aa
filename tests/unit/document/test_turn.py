"""The turn to write goes on, also past somebody who stopped waiting for it."""

from __future__ import annotations

import threading

import pytest

from visionwork.document.turn import Turn

PATIENCE_S = 60


class _Interrupted:
    """A lock at which Ctrl+C comes while it is waited for."""

    def __init__(self) -> None:
        self._taken = False

    def acquire(self) -> None:
        if self._taken:
            raise KeyboardInterrupt
        self._taken = True

    def release(self) -> None:
        self._taken = False


def test_who_stops_waiting_keeps_nobody_else_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    turn = Turn()
    has, may_go = threading.Event(), threading.Event()

    def hold() -> None:
        with turn:
            has.set()
            may_go.wait(PATIENCE_S)

    holder = threading.Thread(target=hold)
    holder.start()
    assert has.wait(PATIENCE_S)
    with monkeypatch.context() as patched:
        patched.setattr("visionwork.document.turn.threading.Lock", _Interrupted)
        with pytest.raises(KeyboardInterrupt), turn:
            pytest.fail("the turn is another's")
    may_go.set()
    holder.join(PATIENCE_S)
    got = threading.Event()

    def take() -> None:
        with turn:
            got.set()

    taker = threading.Thread(target=take, daemon=True)
    taker.start()
    assert got.wait(PATIENCE_S)
    taker.join(PATIENCE_S)
    assert not turn.locked()
