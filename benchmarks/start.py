"""Start of the app with a workshop, against the start of an empty window.

The app is told by VISIONWORK_BENCH_QUIT to quit one idle turn after its first paint, which shows the window
with its bars and the rail, or after the workshop's page is painted, which follows in the next turn.
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
    }
    ours = [sys.executable, "-m", "visionwork", sample]
    ways = {
        "empty window": measure.command([sys.executable, HERE / "empty_window.py"], variables),
        "window": measure.command(ours, {**variables, "VISIONWORK_BENCH_QUIT": "window"}),
        "page": measure.command(ours, {**variables, "VISIONWORK_BENCH_QUIT": "page"}),
    }
    measure.interleave(ways, 2)  # compiles the modules and lets the app keep what it keeps
    times = measure.interleave(ways, ROUNDS)
    window, page = (measure.ratio(times, way, "empty window") for way in ("window", "page"))
    told = measure.describe(times)
    return [
        measure.Result("start to the last workshop's window", window, 1.75, "x", told),
        measure.Result("start to the last workshop's page", page, 2.25, "x", told),
    ]
