"""The coach: loading its rules, and reading a statement of 120 words again."""

from __future__ import annotations

import statistics
import subprocess
import sys

import measure
from visionwork.coach.coach import default_coach

ROUNDS = 40
LOADS = 5
STATEMENT = (
    "We stay close enough to our clients to know what a good year looks like for them. They can count"
    " on problems raised early, candid advice and steady teams. Our colleagues have the time, the "
    "backing and the respect to keep those promises. Managers clear the way, and leaders go first: "
    "they say what went wrong, and what they will do about it. We want to leave the places where we "
    "work a little better off than we found them. We use digital technology where it gives people "
    "time for each other. If we do all of this we will be among the leading firms of our industry, "
    "with steady, profitable growth and a fair return for our owners, but that is a result and not "
    "the vision itself."
)

_LOAD = (
    "import time; start = time.perf_counter(); from visionwork.coach.coach import default_coach; "
    "default_coach().read('We listen.'); print(time.perf_counter() - start)"
)


def results() -> list[measure.Result]:
    """Measure loading in processes of their own, and reading a text that changes with each keystroke."""
    loads = [_load() for _ in range(LOADS)]
    coach = default_coach()
    reads = [
        measure.timed(lambda number=number: coach.read(f"{STATEMENT} {number}"))() for number in range(ROUNDS)
    ]
    words = len(STATEMENT.split())
    return [
        _result("the coach is loaded", loads, 0.4),
        _result(f"the coach reads {words} words again", reads, 0.005),
    ]


def _load() -> float:
    done = subprocess.run([sys.executable, "-c", _LOAD], capture_output=True, text=True, check=True)
    return float(done.stdout)


def _result(name: str, times: list[float], target: float) -> measure.Result:
    detail = f"{min(times) * 1000:.3g} to {max(times) * 1000:.3g} ms"
    return measure.Result(name, statistics.median(times), target, "s", detail)
