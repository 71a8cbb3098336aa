"""A workshop for the tests of views and the statement, with a clock they can turn."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from visionwork.coach.sentences import sentences
from visionwork.document.document import create_database, open_database
from visionwork.domain.coverage import Coverage, SentenceCoverage
from visionwork.domain.findings import (
    Findings,
    HouseQuestion,
    Level,
    Mark,
    MarkKind,
    StakeholderFinding,
    VagueMention,
)
from visionwork.domain.groups import GroupKind
from visionwork.domain.method import Method
from visionwork.domain.rounds import Channel, NewResponse, QuestionKind, RoundGroup
from visionwork.domain.stakeholders import Presence, Span, Stakeholder
from visionwork.domain.vocabulary import Vocabulary
from visionwork.gui.coach.reader import CoachReader
from visionwork.gui.context import WorkshopContext
from visionwork.gui.messages import Messages
from visionwork.gui.theme import Theme
from visionwork.gui.views.statement_page import StatementPage
from visionwork.protected import count_all

KINDS = (
    GroupKind.CUSTOMERS,
    GroupKind.EMPLOYEES,
    GroupKind.MANAGERS,
    GroupKind.EXECUTIVES,
    GroupKind.COMMUNITY,
)

OpenContext = Callable[..., WorkshopContext]

WHO = {
    "clients": Stakeholder.CUSTOMERS,
    "employees": Stakeholder.EMPLOYEES,
    "managers": Stakeholder.MANAGERS,
    "leaders": Stakeholder.EXECUTIVES,
    "town": Stakeholder.COMMUNITY,
    "owners": Stakeholder.SHAREHOLDERS,
}
MARKS = {
    "number one": (MarkKind.POSITION, "Who is better off for it?", Level.NOTICE),
    "world-class": (MarkKind.BOILERPLATE, "Could a competitor print the same word?", Level.NOTICE),
    "platform": (MarkKind.TECHNOLOGY, "What does it let people do?", Level.NOTICE),
    "revenue": (MarkKind.MONEY, "Who feels the difference?", Level.NOTICE),
    "excellent": (MarkKind.BOILERPLATE, "What would people see?", Level.HINT),
}
_PROMISE = re.compile(r"can count on|have the time|clear the way|better off")


class Clock:
    """Tells the time it is set to."""

    def __init__(self) -> None:
        self.now = datetime.fromisoformat("2026-03-12 10:00")

    def __call__(self) -> datetime:
        return self.now

    def at(self, hour: int, minute: int = 0) -> None:
        self.now = self.now.replace(hour=hour, minute=minute)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def open_context(
    tmp_path: Path, theme: Theme, messages: Messages, method: Method, clock: Clock
) -> Iterator[OpenContext]:
    """Open the test's workshop; it is new the first time."""
    path = tmp_path / "aldermoor.visionwork"
    create_database(path, "Aldermoor: our clients and us", "Aldermoor")
    opened: list[WorkshopContext] = []

    def open_it(*, read_only: bool = False) -> WorkshopContext:
        document = open_database(path, clock)
        opened.append(WorkshopContext(document, method, theme, messages, read_only=read_only))
        opened[-1].coach.load_now()
        return opened[-1]

    yield open_it
    for context in opened:
        context.edits.flush()
        context.close()
        context.document.close()


@pytest.fixture
def context(qtbot: QtBot, open_context: OpenContext) -> WorkshopContext:
    """The workshop, without groups."""
    return open_context()


@pytest.fixture
def groups(context: WorkshopContext) -> dict[GroupKind, int]:
    """A group of each kind in the workshop, by kind."""
    return {kind: context.document.groups.add(kind.value.capitalize(), kind) for kind in KINDS}


@pytest.fixture
def answer_round(context: WorkshopContext) -> Callable[[int, Mapping[int, int]], int]:
    """Open a round on a draft and let as many people of each group answer; returns its id."""

    def answer(draft_id: int, people: Mapping[int, int]) -> int:
        rounds = context.document.rounds
        questions = [(QuestionKind.SCALE, "This vision has a place for me.")]
        round_id = rounds.open(
            draft_id, questions, [RoundGroup(group) for group in people], date(2026, 3, 12)
        )
        for group, count in people.items():
            rounds.add_responses(round_id, [NewResponse(group, {"q1": 4})] * count, Channel.TYPED)
        count_all(context.document)
        return round_id

    return answer


class ScriptedCoach:
    """Finds the words above, and a promise in every sentence that says one of a few things."""

    def __init__(self) -> None:
        self.read_texts: list[str] = []

    def read(self, text: str, vocabulary: Vocabulary | None = None) -> Findings:
        self.read_texts.append(text)
        words = vocabulary or Vocabulary()
        whole = sentences(text)
        people = []
        meant = {**WHO, **{f"{word}s": who for word, who in words.meanings.items() if who is not None}}
        for who in Stakeholder:
            spans = tuple(
                Span(found.start(), found.end())
                for word, one in meant.items()
                if one is who
                for found in re.finditer(rf"\b{word}\b", text, re.IGNORECASE)
            )
            promises = tuple(
                Span(sentence.start, sentence.end)
                for sentence in whole
                if _PROMISE.search(sentence.text)
                and any(sentence.start <= span.start < sentence.end for span in spans)
            )
            state = Presence.PROMISED if promises else Presence.NAMED if spans else Presence.ABSENT
            people.append(StakeholderFinding(who, state, spans, promises))
        marks = [
            Mark(kind, f"{kind}.{word}", found.start(), found.end(), found[0], ask, "Why.", "Step 1", level)
            for word, (kind, ask, level) in MARKS.items()
            for found in re.finditer(word, text, re.IGNORECASE)
        ]
        vague = [
            VagueMention(found.start(), found.end(), found[0], "Who do you mean?")
            for found in re.finditer(r"\b(people|everyone)\b", text)
        ]
        asked = re.search(r"\bpartners\b", text) if "partner" not in words.meanings else None
        ask = "Who are your partners: staff, customers, someone else?"
        house = (HouseQuestion("partner", *asked.span(), ask),) if asked else ()
        read = [
            SentenceCoverage(s.start, s.end, s.text, (), "We" in s.text, s.starts_paragraph) for s in whole
        ]
        coverage = Coverage(text, tuple(read))
        return Findings(
            text,
            tuple(people),
            False,
            tuple(sorted(marks, key=lambda mark: mark.start)),
            tuple(vague),
            house,
            coverage,
        )


@pytest.fixture
def scripted(context: WorkshopContext) -> ScriptedCoach:
    """Let the workshop be read by a coach whose findings the test knows."""
    coach = ScriptedCoach()
    context.coach = CoachReader(context, lambda: coach)  # pyright: ignore[reportArgumentType]
    context.coach.load_now()
    return coach


@pytest.fixture
def show_statement(qtbot: QtBot, context: WorkshopContext) -> Callable[[], StatementPage]:
    """Return what shows the statement page with the keyboard in its text."""

    def show() -> StatementPage:
        page = StatementPage(context)
        qtbot.addWidget(page)
        page.resize(QSize(1168, 856))
        page.show()
        page.activateWindow()
        page.focus_first()
        qtbot.waitUntil(lambda: page.isActiveWindow() and page.editor.hasFocus())
        return page

    return show
