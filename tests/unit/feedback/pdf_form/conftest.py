from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

sys.path.insert(
    0, str(Path(__file__).resolve().parent)
)  # for pdf_samples.py, which the tests of windows share

from visionwork.document.document import Document, create_database, open_database
from visionwork.domain.drafts import STATEMENT_SUBJECT
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import QuestionKind, Round, RoundGroup
from visionwork.feedback.pdf_form.judging import FormJudge
from visionwork.round_forms import round_form, round_judge

NOW = datetime(2026, 3, 3, 10, 0)  # noqa: DTZ001 - documents keep local time
TEXT = "We tell you early what will not hold. 我们说到做到。 Ваш год строится вместе с нами."
QUESTIONS = (
    (QuestionKind.SCALE, "This vision has a place for me."),
    (QuestionKind.SCALE, "Я вижу, что изменится, и <b>R&D</b> тоже."),
    (QuestionKind.OPEN, "Which words would you keep, whatever else changes?"),
)


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    path = tmp_path / "forms.visionwork"
    create_database(path, "Ferries and us", "Torsund Ferries")
    opened = open_database(path, lambda: NOW)
    opened.groups.add("Deck crews", GroupKind.EMPLOYEES, 40)
    opened.groups.add("Commuters 通勤者", GroupKind.CUSTOMERS)
    opened.groups.add("Board", GroupKind.EXECUTIVES)
    opened.texts.save_draft(STATEMENT_SUBJECT, TEXT)
    yield opened
    opened.close()


@pytest.fixture
def open_round(document: Document) -> Callable[..., Round]:
    """Open a round on the latest draft for the first groups."""

    def build(questions: tuple[tuple[QuestionKind, str], ...] = QUESTIONS, groups: int = 2) -> Round:
        draft = document.texts.drafts(STATEMENT_SUBJECT)[-1]
        invited = [RoundGroup(group.id) for group in document.groups.all()[:groups]]
        return document.rounds.get(document.rounds.open(draft.id, questions, invited, NOW.date()))

    return build


@pytest.fixture
def feedback_round(open_round: Callable[..., Round]) -> Round:
    return open_round()


@pytest.fixture
def form(document: Document, feedback_round: Round) -> bytes:
    return round_form(document, feedback_round).form.data


@pytest.fixture
def judge(document: Document, feedback_round: Round) -> FormJudge:
    return round_judge(document, feedback_round)
