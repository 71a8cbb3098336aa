"""A command that serves people ends when it is asked to, whenever that is."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from visionwork import collect
from visionwork.document.publish import PublishOutcome, PublishResult
from visionwork.stopping import asked_to_stop

SOURCE = Path(__file__).resolve().parents[2] / "src"
PATIENCE_S = 60

# The signal comes at each step of a wait in turn: before every line that is run while it lasts.
AT_EVERY_STEP = """
import signal, sys, threading
from visionwork.stopping import asked_to_stop

def heard(step):
    left = [step]
    def trace(frame, event, argument):
        if frame.f_code.co_name == "heard":
            return None
        left[0] -= 1
        if left[0] == 0:
            signal.raise_signal(signal.SIGINT)
        return trace
    with asked_to_stop() as stop:
        sys.settrace(trace)
        stop.wait(0.001)
        sys.settrace(None)
        if left[0] > 0:
            return False
        assert stop.wait(0.001)
        return True

steps = 0
while heard(steps + 1):
    steps += 1
print(steps)
"""


def test_a_request_is_heard_at_every_step_of_a_wait() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", AT_EVERY_STEP],
        capture_output=True, text=True, timeout=PATIENCE_S, check=True, env={"PYTHONPATH": str(SOURCE)},
    )  # fmt: skip
    assert int(ran.stdout) > 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_request_ends_the_wait(number: signal.Signals) -> None:
    with asked_to_stop() as stop:
        assert not stop.wait(0)
        signal.raise_signal(number)
        assert stop.wait(PATIENCE_S)


def test_a_second_interrupt_ends_at_once_unless_it_is_a_slip() -> None:
    now = [100.0]
    with asked_to_stop(lambda: now[0]):
        signal.raise_signal(signal.SIGINT)
        now[0] += 0.3
        signal.raise_signal(signal.SIGINT)
        now[0] += 3
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_what_signals_did_before_they_do_again() -> None:
    before = signal.getsignal(signal.SIGINT)
    with asked_to_stop():
        assert signal.getsignal(signal.SIGINT) != before
    assert signal.getsignal(signal.SIGINT) == before


def test_a_slip_on_ctrl_c_does_not_cut_short_what_is_published_at_the_end(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told: list[str] = []
    usual = signal.getsignal(signal.SIGTERM)

    class Session:
        def close(self) -> PublishOutcome:
            signal.raise_signal(signal.SIGINT)
            assert signal.getsignal(signal.SIGTERM) != usual
            told.append("published")
            return PublishOutcome(PublishResult.PUBLISHED, tmp_path)

    def stopped(*_: object) -> int:
        signal.raise_signal(signal.SIGINT)
        return 5

    monkeypatch.setattr(collect, "_opened", lambda *_: Session())
    monkeypatch.setattr(collect, "_collect", stopped)
    wish = collect.CollectWish(tmp_path, 1, None, None, None)
    collect.collect(wish, tmp_path, told.append, told.append)
    assert told[0] == "published"
    assert told[1].startswith("Stopped. 5 answers or more")
    assert signal.getsignal(signal.SIGTERM) == usual
