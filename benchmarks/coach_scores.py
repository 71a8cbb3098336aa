"""Precision, recall, F1 and Matthews correlation, counted label by label."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Score:
    """How often a yes or no was right.

    Attributes:
        hits: Yes, and so it is.
        false: Yes, and it is not.
        missed: No, and it is.
        passed: No, and it is not.
        wrong: Ids of the texts that were judged wrongly.
    """

    hits: int = 0
    false: int = 0
    missed: int = 0
    passed: int = 0
    wrong: list[str] = field(default_factory=list)

    def count(self, said: bool, labelled: bool, name: str) -> None:
        """Count one text.

        Args:
            said: What the coach says.
            labelled: What the label says.
            name: Id of the text.
        """
        if said and labelled:
            self.hits += 1
        elif said:
            self.false += 1
        elif labelled:
            self.missed += 1
        else:
            self.passed += 1
        if said is not labelled:
            self.wrong.append(f"{'+' if said else '-'}{name}")

    @property
    def precision(self) -> float:
        """Share of the yeses that are right; 1 without any."""
        return self.hits / (self.hits + self.false) if self.hits + self.false else 1.0

    @property
    def recall(self) -> float:
        """Share of what is there that was found; 1 when nothing is."""
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def mcc(self) -> float:
        """Matthews correlation, -1 to 1; 0 where it is not defined (Matthews 1975)."""
        a, b, c, d = self.hits, self.false, self.missed, self.passed
        under = math.sqrt((a + b) * (a + c) * (d + b) * (d + c))
        return (a * d - b * c) / under if under else 0.0


@dataclass(frozen=True, slots=True)
class Section:
    """What was measured on one file.

    Attributes:
        title: Heading of its table.
        scores: Scores by label.
        figures: Further figures by name; whether a floor is a least or a most is told by its name in
            floors.toml.
        name: Key of its floors, or empty for a part that only shows.
    """

    title: str
    scores: Mapping[str, Score]
    figures: Mapping[str, float] = field(default_factory=dict)
    name: str = ""

    def table(self) -> str:
        """Return a table to print."""
        lines = [self.title, f"  {'label':28}{'n':>5}{'precision':>11}{'recall':>8}{'F1':>7}"]
        for label, score in self.scores.items():
            n = score.hits + score.missed
            lines.append(f"  {label:28}{n:5}{score.precision:11.2f}{score.recall:8.2f}{score.f1:7.2f}")
        lines += [f"  {name:28}{value:31.2f}" for name, value in self.figures.items()]
        return "\n".join(lines)

    def measured(self) -> dict[str, float]:
        """Return every figure by the name that floors.toml uses."""
        found = dict(self.figures)
        for label, score in self.scores.items():
            found |= {
                f"{label} precision": score.precision,
                f"{label} recall": score.recall,
                f"{label} F1": score.f1,
            }
        return found
