"""Start of the app with a workshop, against the start of an empty window.

The app is told by VISIONWORK_BENCH_QUIT=1 to quit one idle turn after its first paint.
"""

from __future__ import annotations

import sys
from pathlib import Path

import measure

ROUNDS = 11
HERE = Path(__file__).resolve().parent


def results(sample: Path, folder: Path) -> list[measure.Result]:
    """Measure the start.

    Args:
        sample: A workshop document; the app opens it as on a later day, after a first time.
        folder: Where the app may keep its own files and Python its compiled modules.
    """
    variables = {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        "VISIONWORK_HOME": str(folder / "home"),
        "VISIONWORK_BENCH_QUIT": "1",
    }
    ways = {
        "empty window": measure.command([sys.executable, HERE / "empty_window.py"], variables),
        "Visionwork": measure.command([sys.executable, "-m", "visionwork", sample], variables),
    }
    measure.interleave(ways, 2)  # compiles the modules and lets the app keep what it keeps
    times = measure.interleave(ways, ROUNDS)
    value = measure.ratio(times, "Visionwork", "empty window")
    return [measure.Result("start to the last workshop's window", value, 1.75, "x", measure.describe(times))]
