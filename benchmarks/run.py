"""Measures everything and prints one table: `make bench`, or `make bench ARGS="start save"` for a part.

`make bench ARGS=million` measures a round of a million answers.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import measure

FOLDER = Path(__file__).resolve().parents[1] / "build" / "bench"
PARTS = ("start", "save", "diff", "pdf", "phones", "coach", "scale")
ON_DEMAND = ("million",)
"""Parts that take minutes and are only measured when they are named."""


def main(wanted: list[str]) -> int:
    """Print the table; return 0 when every target is met, else 1.

    Args:
        wanted: Parts to measure; none means all.
    """
    unknown = [part for part in wanted if part not in (*PARTS, *ON_DEMAND)]
    if unknown:
        print(
            f"There is no part {unknown[0]!r}; there are {', '.join((*PARTS, *ON_DEMAND))}.", file=sys.stderr
        )
        return 2
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    os.environ["VISIONWORK_HOME"] = str(FOLDER / "home")
    sample = FOLDER / "sample.visionwork"
    subprocess.run(
        [sys.executable, "-m", "visionwork", "sample", str(sample)], check=True, stdout=subprocess.DEVNULL
    )
    found: list[measure.Result] = []
    for part in wanted or PARTS:
        print(f"measuring {part} ...", file=sys.stderr, flush=True)
        found += measured(part, sample)
    print(measure.table(found))
    return 0 if all(result.met for result in found) else 1


def measured(part: str, sample: Path) -> list[measure.Result]:
    """Return the results of one part; its libraries are imported only now."""
    if part == "start":
        import start

        return start.results(sample, FOLDER)
    if part == "save":
        import save

        return save.results(sample, FOLDER)
    if part == "diff":
        import diff

        return diff.results()
    if part == "coach":
        import coach

        return coach.results()
    if part == "phones":
        import heartbeat
        import phones

        return [*phones.results(sample, FOLDER), *heartbeat.results(sample, FOLDER)]
    if part in ("scale", "million"):
        import scale

        return (scale.million if part == "million" else scale.results)(FOLDER)
    import pdf

    return pdf.results(sample, FOLDER)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
