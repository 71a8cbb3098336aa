"""A reader with a handful of words, so that tests of drift do not depend on the rules as they are tuned."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from visionwork.assets import asset_dir
from visionwork.coach.loader import prepare_rules
from visionwork.coach.rules import RuleSet
from visionwork.coach.sentences import sentences
from visionwork.domain.coverage import Coverage, SentenceCoverage
from visionwork.domain.findings import Findings, Mark, MarkKind, StakeholderFinding, VagueMention
from visionwork.domain.stakeholders import Presence, Span, Stakeholder

PEOPLE = {
    Stakeholder.CUSTOMERS: r"clients?|customers?|guests?",
    Stakeholder.EMPLOYEES: r"colleagues?|employees?|staff",
    Stakeholder.MANAGERS: r"managers?",
    Stakeholder.EXECUTIVES: r"leaders?|directors?",
    Stakeholder.COMMUNITY: r"neighbours?|town|places where we work",
    Stakeholder.SHAREHOLDERS: r"shareholders?|investors?",
}
MARKS = {
    MarkKind.MONEY: r"revenue|profit\w*|dividends?",
    MarkKind.TECHNOLOGY: r"platform|robots?|technology",
    MarkKind.POSITION: r"number one|leading|of choice",
    MarkKind.BOILERPLATE: r"excellence|synergies",
}


@pytest.fixture(scope="session")
def worked_out(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RuleSet]:
    """A copy of the English rules with all that is kept beside them written anew, and what was read."""
    folder = tmp_path_factory.mktemp("rules") / "en"
    shutil.copytree(asset_dir("resources") / "coach" / "en", folder)
    return folder, prepare_rules(folder)


@pytest.fixture(scope="session")
def read() -> Callable[[str], Findings]:
    """A very simple coach: who stands beside no mark is promised something."""
    return _read


def _read(text: str) -> Findings:
    spans = {who: _spans(words, text) for who, words in PEOPLE.items()}
    marks = [
        Mark(kind, f"{kind}.test", *span, span.of(text), "?", "", "")
        for kind, words in MARKS.items()
        for span in _spans(words, text)
    ]
    parts = sentences(text, frozenset())
    clean = [Span(s.start, s.end) for s in parts if not any(s.start <= m.start < s.end for m in marks)]
    return Findings(
        text,
        tuple(_finding(who, found, clean) for who, found in spans.items()),
        marks=tuple(marks),
        vague=tuple(VagueMention(*s, s.of(text), "Who?") for s in _spans("everyone|people", text)),
        coverage=Coverage(text, tuple(SentenceCoverage(s.start, s.end, s.text) for s in parts)),
    )


def _finding(who: Stakeholder, spans: tuple[Span, ...], clauses: list[Span]) -> StakeholderFinding:
    promised = tuple(c for c in clauses if any(c.start <= s.start < c.end for s in spans))
    state = Presence.PROMISED if promised else Presence.NAMED if spans else Presence.ABSENT
    return StakeholderFinding(who, state, spans, promised)


def _spans(words: str, text: str) -> tuple[Span, ...]:
    return tuple(Span(*m.span()) for m in re.finditer(rf"\b({words})\b", text, re.IGNORECASE))
