"""Measures the coach on the labelled corpus: `make coach-eval`; fails where the held-out part falls.

With ARGS="--wrong" the statements of the part to tune on that were judged wrongly are listed by label. The
held-out part is never listed: nobody is to tune on it.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

import coach_pairs
import coach_statements
from coach_scores import Section

CORPUS = Path(__file__).resolve().parents[1] / "tests" / "data" / "coach"
FLOORS = "floors.toml"

Measure = Callable[[Path], list[Section]]
SECTIONS: tuple[Measure, ...] = (coach_statements.sections, coach_pairs.sections)
"""What is measured, each by a function that takes the corpus's folder."""


def main(arguments: Sequence[str]) -> int:
    """Print every table; return 0 when no figure is below its floor, else 1."""
    sections = [section for measure in SECTIONS for section in measure(CORPUS)]
    for section in sections:
        print(section.table(), end="\n\n")
        if "--wrong" in arguments and not section.name:
            for label, score in section.scores.items():
                print(f"  {label}: {' '.join(score.wrong)}")
            print()
    failures = below_floors(sections, CORPUS / FLOORS)
    for failure in failures:
        print(failure)
    return 1 if failures else 0


def below_floors(sections: Sequence[Section], floors: Path) -> list[str]:
    """Return what is worse than the floors allow, one sentence each.

    Args:
        sections: What was measured.
        floors: A TOML file with a table for each section that has a name. A figure is a least; one whose name
            begins with "share of false" or "false alarms" is a most.
    """
    wanted = tomllib.loads(floors.read_text(encoding="utf-8")) if floors.exists() else {}
    failures = []
    for section in sections:
        measured = section.measured()
        for name, floor in wanted.get(section.name, {}).items():
            value = measured[name]
            most = name.startswith(("share of false", "false alarms"))
            if value > floor + 0.0005 if most else value < floor - 0.0005:
                failures.append(
                    f"{section.name}: {name} is {value:.3f}, {'most' if most else 'least'} is {floor}"
                )
    return failures


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
