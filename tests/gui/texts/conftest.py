"""A workshop for the tests of views and the statement, with a clock they can turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from visionwork.document.document import create_database, open_database
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import Channel, NewResponse, QuestionKind, RoundGroup
from visionwork.gui.context import WorkshopContext
from visionwork.gui.messages import Messages
from visionwork.gui.theme import Theme
from visionwork.method import default_method
from visionwork.protected import count_all

KINDS = (
    GroupKind.CUSTOMERS,
    GroupKind.EMPLOYEES,
    GroupKind.MANAGERS,
    GroupKind.EXECUTIVES,
    GroupKind.COMMUNITY,
)

OpenContext = Callable[..., WorkshopContext]


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
def open_context(tmp_path: Path, theme: Theme, messages: Messages, clock: Clock) -> Iterator[OpenContext]:
    """Open the test's workshop; it is new the first time."""
    path = tmp_path / "aldermoor.visionwork"
    create_database(path, "Aldermoor: our clients and us", "Aldermoor")
    opened: list[WorkshopContext] = []

    def open_it(*, read_only: bool = False) -> WorkshopContext:
        document = open_database(path, clock)
        opened.append(WorkshopContext(document, default_method(), theme, messages, read_only=read_only))
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
