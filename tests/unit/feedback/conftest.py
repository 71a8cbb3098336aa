from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))  # for adversary.py

from visionwork.domain.groups import Group, GroupKind
from visionwork.domain.rounds import Question, QuestionKind, Round, RoundGroup, RoundStatus

QUESTIONS = (
    "This vision has a place for me.",
    "I can picture what would change.",
    "I believe our leaders will act this way.",
    "I would read it out to someone I respect.",
    "Which words would you keep, whatever else changes?",
    "What is missing, or hard to believe?",
)
GROUPS = (
    ("Delivery consultants", GroupKind.EMPLOYEES),
    ("Account leads", GroupKind.EMPLOYEES),
    ("Business services", GroupKind.EMPLOYEES),
    ("Financial services clients", GroupKind.CUSTOMERS),
    ("Public sector clients", GroupKind.CUSTOMERS),
    ("Health clients", GroupKind.CUSTOMERS),
)


@pytest.fixture
def questions() -> tuple[Question, ...]:
    kinds = (QuestionKind.SCALE,) * 4 + (QuestionKind.OPEN,) * 2
    return tuple(
        Question(f"q{number}", text, kind)
        for number, (text, kind) in enumerate(zip(QUESTIONS, kinds, strict=True), 1)
    )


@pytest.fixture
def groups() -> tuple[Group, ...]:
    return tuple(Group(place + 1, name, kind, position=place) for place, (name, kind) in enumerate(GROUPS))


@pytest.fixture
def feedback_round(questions: tuple[Question, ...], groups: tuple[Group, ...]) -> Round:
    return Round(
        id=7,
        number=2,
        draft_id=4,
        draft_sha256="0" * 64,
        status=RoundStatus.OPEN,
        opened_on=date(2026, 3, 3),
        questions=questions,
        groups=tuple(RoundGroup(group.id, 20) for group in groups),
    )
