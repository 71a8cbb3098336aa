from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from visionwork.document.document import Document, create_database, open_database
from visionwork.domain.groups import GroupKind, HouseWord


def test_the_workshops_facts(document: Document) -> None:
    document.workshop.update(title=" Spring ", audience="The leadership team", language="de")
    document.workshop.set_held_on(date(2026, 3, 2))
    document.workshop.set_logo(b"\x89PNG")
    found = document.workshop.get()
    assert (found.title, found.organisation, found.language) == ("Spring", "Aldermoor Consulting", "de")
    assert (found.held_on, found.logo) == (date(2026, 3, 2), b"\x89PNG")
    document.undo()
    document.workshop.set_held_on(None)
    assert document.workshop.get().held_on is None
    assert document.workshop.get().logo is None


def test_house_words_fill_in_for_each_other(document: Document) -> None:
    document.workshop.set_house_words({
        GroupKind.CUSTOMERS: HouseWord("client", "clients"),
        GroupKind.EMPLOYEES: HouseWord("", "colleagues"),
        GroupKind.MANAGERS: HouseWord("lead", ""),
        GroupKind.COMMUNITY: None,
    })  # fmt: skip
    assert document.workshop.house_words() == {
        GroupKind.CUSTOMERS: HouseWord("client", "clients"),
        GroupKind.EMPLOYEES: HouseWord("colleagues", "colleagues"),
        GroupKind.MANAGERS: HouseWord("lead", "lead"),
    }
    document.workshop.set_house_words({GroupKind.CUSTOMERS: HouseWord(" ", "")})
    assert GroupKind.CUSTOMERS not in document.workshop.house_words()


def test_sessions(document: Document) -> None:
    first = document.workshop.add_session("Morning", date(2026, 3, 2))
    second = document.workshop.add_session("Afternoon")
    document.workshop.delete_session(first)
    third = document.workshop.add_session("Evening")
    document.workshop.update_session(second, title="After lunch", held_on=date(2026, 3, 3))
    assert [(item.id, item.title) for item in document.workshop.sessions()] == [
        (second, "After lunch"),
        (third, "Evening"),
    ]


def test_an_exercise_is_done_once_and_can_be_opened_again(document: Document) -> None:
    document.workshop.set_done("gap", True)
    document.workshop.set_done("gap", True)
    assert document.workshop.done() == {"gap"}
    assert document.store.rows("SELECT done_on FROM exercise_done")[0]["done_on"] == "2026-03-02"
    document.workshop.set_done("gap", False)
    assert document.workshop.done() == frozenset()


def test_the_snapshot_is_the_whole_workshop(document: Document) -> None:
    group = document.groups.add("Clients", GroupKind.CUSTOMERS)
    document.texts.save_draft(f"view:future-relationship:{group}", "We are known by name.")
    document.cards.add("behaviour", f"group:{group}", "They call us first")
    snapshot = document.snapshot()
    assert snapshot.workshop.organisation == "Aldermoor Consulting"
    assert len(snapshot.groups) == len(snapshot.drafts) == len(snapshot.cards) == 1


def test_a_new_database_never_takes_a_place_that_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "there"
    path.write_text("mine")
    with pytest.raises(FileExistsError):
        create_database(path, "T", "O")
    assert path.read_text() == "mine"


def test_opening_makes_no_file(tmp_path: Path) -> None:
    import sqlite3

    with pytest.raises(sqlite3.OperationalError):
        open_database(tmp_path / "missing.db", datetime.now)
    assert list(tmp_path.iterdir()) == []
