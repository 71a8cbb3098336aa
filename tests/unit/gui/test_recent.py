"""The list of recent workshops survives what happens to files."""

from __future__ import annotations

import errno
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from visionwork.domain.drafts import STATEMENT_SUBJECT, Agreement, Draft, text_hash
from visionwork.domain.progress import ExerciseStatus
from visionwork.domain.rounds import Round, RoundStatus
from visionwork.domain.snapshot import WorkshopSnapshot
from visionwork.domain.workshop import Workshop
from visionwork.gui.recent import MOST_ENTRIES, RecentWorkshop, RecentWorkshops, statement_state
from visionwork.gui.recent_list import RecentModel
from visionwork.gui.wording import people_in_room, when_opened
from visionwork.method import default_method

START = datetime.combine(date(2026, 3, 12), datetime.min.time()).replace(hour=10, minute=42)


class Clock:
    """Tells a minute more at each look."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


def snapshot(title: str = "Ours", **more: object) -> WorkshopSnapshot:
    return WorkshopSnapshot(Workshop("u", title, "Torsund Ferries"), **more)


def draft(number: int, text: str) -> Draft:
    return Draft(number, STATEMENT_SUBJECT, number, text, text_hash(text))


def a_round(of: Draft, status: RoundStatus, answers: int) -> Round:
    return Round(1, 1, of.id, of.sha256, status, date(2026, 3, 1), response_count=answers)


def test_the_newest_stands_first_and_once(tmp_path: Path) -> None:
    recent = RecentWorkshops(tmp_path, Clock())
    one, two = tmp_path / "one.visionwork", tmp_path / "zwei Größe.visionwork"
    for path in (one, two, one):
        recent.note(path, snapshot(path.stem, done=frozenset(("gap",))), default_method())
    listed = RecentWorkshops(tmp_path).all()
    assert [entry.path for entry in listed] == [one, two]
    assert listed[0].steps[0].count(ExerciseStatus.DONE) == 1
    assert listed[1].title == "zwei Größe"


def test_a_moved_file_keeps_its_row(tmp_path: Path) -> None:
    recent = RecentWorkshops(tmp_path, Clock())
    recent.note(tmp_path / "old", snapshot("Ours"), default_method())
    recent.move(tmp_path / "old", tmp_path / "new")
    assert [(entry.path.name, entry.title) for entry in recent.all()] == [("new", "Ours")]
    recent.forget(tmp_path / "new")
    assert recent.all() == ()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"workshops": [{"path": 3}]}', '{"workshops": 7}'])
def test_a_damaged_list_counts_as_empty(tmp_path: Path, content: str) -> None:
    (tmp_path / "recent.json").write_text(content, encoding="utf-8")
    recent = RecentWorkshops(tmp_path, Clock())
    assert recent.all() == ()
    recent.note(tmp_path / "one", snapshot(), default_method())
    assert len(recent.all()) == 1


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    recent = RecentWorkshops(tmp_path / "not there", Clock())
    recent.note(tmp_path / "one", snapshot(), default_method())
    assert recent.all() == ()


def test_the_list_stays_short(tmp_path: Path) -> None:
    recent = RecentWorkshops(tmp_path, Clock())
    for number in range(MOST_ENTRIES + 3):
        recent.note(tmp_path / str(number), snapshot(), default_method())
    assert len(recent.all()) == MOST_ENTRIES
    assert recent.all()[-1].path.name == "3"


def test_the_state_of_the_statement_is_told_in_words() -> None:
    first, second = draft(1, "We listen."), draft(2, "We listen first.")
    both = (first, second)
    assert statement_state(snapshot()) == "No draft yet"
    assert statement_state(snapshot(drafts=both)) == "Draft 2, not tested"
    asked = (a_round(second, RoundStatus.OPEN, 3),)
    assert statement_state(snapshot(drafts=both, rounds=asked)) == "Draft 2, in feedback"
    answered = (a_round(second, RoundStatus.CLOSED, 9),)
    assert statement_state(snapshot(drafts=both, rounds=answered)) == "Draft 2, tested"
    agreed = (Agreement(1, second.id, second.sha256, date(2026, 3, 12), "All"),)
    assert statement_state(snapshot(drafts=both, agreements=agreed)) == "Draft 2, agreed"
    earlier = (Agreement(1, first.id, first.sha256, date(2026, 3, 12), "All"),)
    assert statement_state(snapshot(drafts=both, agreements=earlier)) == "Draft 2, not tested"


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(minutes=2), "Today, 10:40"),
        (timedelta(days=1), "Yesterday, 10:42"),
        (timedelta(days=14), "26 February"),
        (timedelta(days=400), "5 February 2025"),
        (timedelta(days=-2), "14 March 2026"),
    ],
)
def test_days_are_told_as_people_do(ago: timedelta, words: str) -> None:
    assert when_opened(START - ago, START) == words


def test_the_room_is_told_in_people_and_groups() -> None:
    assert people_in_room(24, 5) == "24 people in the room, 5 groups"
    assert people_in_room(0, 1) == "1 group"
    assert people_in_room(0, 0) == "Nobody entered yet"


def test_a_share_that_does_not_answer_counts_as_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_answer(path: Path, **_: object) -> None:
        raise OSError(errno.EHOSTDOWN, "Host is down", str(path))

    monkeypatch.setattr(Path, "stat", no_answer)
    model = RecentModel()
    model.set_entries((RecentWorkshop(tmp_path / "gone", "Ours", "Torsund Ferries", START),))
    assert model.rowCount() == 1


def test_the_list_is_on_the_disk_before_it_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[bool] = []
    monkeypatch.setattr("os.fsync", lambda _file: flushed.append((tmp_path / "recent.json").exists()))
    RecentWorkshops(tmp_path, Clock()).note(tmp_path / "ours.visionwork", snapshot(), default_method())
    assert flushed == [False]
