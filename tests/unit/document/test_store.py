from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest

from visionwork.document.document import Document
from visionwork.document.errors import NotSavedError
from visionwork.document.store import Change
from visionwork.domain.groups import GroupKind


def test_a_command_is_committed_and_told(document: Document) -> None:
    told: list[Change] = []
    document.subscribe(told.append)
    document.cards.add("customer-behaviour", "group:1", "They call us first")
    assert not document.store.connection.in_transaction
    assert [change.tables for change in told] == [{"card"}]
    assert told[0].exercise_ids == {"customer-behaviour"}
    assert told[0].reason == "command"


def test_a_write_through_another_connection_sees_every_command(document: Document) -> None:
    document.cards.add("x", "lane", "Seen")
    path = document.store.rows("PRAGMA database_list")[0]["file"]
    other = sqlite3.connect(path)
    assert other.execute("SELECT text FROM card").fetchall() == [("Seen",)]
    other.close()


def test_a_listener_that_ended_hears_nothing(document: Document) -> None:
    told: list[Change] = []
    end = document.subscribe(told.append)
    end()
    end()
    document.cards.add("x", "lane", "Unheard")
    assert told == []


def test_an_error_inside_a_command_takes_everything_back(document: Document) -> None:
    def half() -> None:
        with document.store.command("Try") as tx:
            tx.insert("session", {"position": 0, "title": "Morning"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert document.workshop.sessions() == ()
    assert document.store.undo_label() is None
    assert not document.store.connection.in_transaction


def test_a_command_without_changes_is_no_step(document: Document) -> None:
    before = document.store.commits
    document.workshop.update(title=document.workshop.get().title)
    assert document.store.undo_label() is None
    assert document.store.commits == before


def test_commands_inside_a_command_are_one_step(document: Document) -> None:
    told: list[Change] = []
    document.subscribe(told.append)
    with document.store.command("Set up"):
        document.groups.add("Clients", GroupKind.CUSTOMERS)
        document.groups.add("Staff", GroupKind.EMPLOYEES)
    assert [change.label for change in told] == ["Set up"]
    document.undo()
    assert document.groups.all() == ()


def test_an_inner_error_takes_the_outer_command_back(document: Document) -> None:
    def half() -> None:
        with document.store.command("Set up"):
            document.groups.add("Clients", GroupKind.CUSTOMERS)
            document.participants.add("Ann Okafor", group_id=99)

    with pytest.raises(sqlite3.IntegrityError):
        half()
    assert document.groups.all() == ()


def test_typing_is_one_step_until_sealed(document: Document) -> None:
    for text in ("C", "Cl", "Clients"):
        document.texts.write("statement", text)
    document.store.seal()
    document.texts.write("statement", "Clients first")
    document.undo()
    assert document.texts.working("statement").text == "Clients"
    document.undo()
    assert document.texts.working("statement").text == ""
    assert not document.undo()


def test_typing_after_undo_does_not_join_what_was_undone(document: Document) -> None:
    document.texts.write("statement", "One")
    document.store.seal()
    document.texts.write("statement", "Two")
    document.undo()
    document.texts.write("statement", "Three")
    assert not document.redo()
    document.undo()
    assert document.texts.working("statement").text == "One"


def test_what_was_typed_and_taken_back_by_hand_is_no_step(document: Document) -> None:
    card = document.cards.add("x", "lane", "Listen")
    document.cards.set_text(card, "Listen well")
    document.cards.set_text(card, "Listen")
    assert document.store.undo_label() == "Add a card"


def test_undo_and_redo_tell_what_they_touched(document: Document) -> None:
    document.texts.write("statement", "Clients first")
    told: list[Change] = []
    document.subscribe(told.append)
    document.undo()
    document.redo()
    assert [(change.reason, change.subjects) for change in told] == [
        ("undo", {"statement"}),
        ("redo", {"statement"}),
    ]


def test_labels_name_what_undo_and_redo_would_do(document: Document) -> None:
    document.cards.add("x", "lane", "Listen")
    assert (document.store.undo_label(), document.store.redo_label()) == ("Add a card", None)
    document.undo()
    assert (document.store.undo_label(), document.store.redo_label()) == (None, "Add a card")


def test_undo_writes_only_what_the_command_changed(document: Document) -> None:
    document.workshop.update(title="Another title")
    document.store.connection.execute("UPDATE workshop SET revision = 7")
    document.undo()
    assert document.store.rows("SELECT revision FROM workshop")[0]["revision"] == 7


def test_a_refused_undo_stays_to_be_undone(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    document.cards.add("x", "lane", "Kept")
    document.store.connection.execute("PRAGMA query_only=ON")
    with pytest.raises(NotSavedError):
        document.undo()
    document.store.connection.execute("PRAGMA query_only=OFF")
    assert document.undo()
    assert document.cards.all() == ()


def test_a_refused_commit_is_told_and_the_connection_works_on(document: Document) -> None:
    document.store.connection.execute("PRAGMA query_only=ON")
    with pytest.raises(NotSavedError) as caught:
        document.cards.add("x", "lane", "Refused")
    assert caught.value.sentence == "The file cannot be written."
    assert document.store.undo_label() is None
    document.store.connection.execute("PRAGMA query_only=OFF")
    document.cards.add("x", "lane", "Stored")
    assert [card.text for card in document.cards.all()] == ["Stored"]


def test_a_bug_is_no_sentence(document: Document) -> None:
    with pytest.raises(sqlite3.IntegrityError), document.store.command("Wrong") as tx:
        tx.insert("card", {"exercise_id": "x", "lane": "l", "position": 0, "text": "t", "votes": -1})


def test_unknown_columns_and_tables_never_reach_sql(document: Document) -> None:
    with pytest.raises(KeyError), document.store.command("Wrong") as tx:
        tx.insert("card", {"text = 'x'; --": 1})
    with pytest.raises(KeyError), document.store.command("Wrong") as tx:
        tx.insert("cards", {"text": "x"})
    with pytest.raises(KeyError), document.store.command("Wrong") as tx:
        tx.update("workshop", 1, {"titel": "x"})
    with pytest.raises(KeyError), document.store.command("Wrong") as tx:
        tx.update("card", 99, {"text": "x"})


def test_reading_needs_no_sqlite_utils(document: Document, python: Callable[..., str]) -> None:
    path = document.store.rows("PRAGMA database_list")[0]["file"]
    code = (
        "import sys; from pathlib import Path; from visionwork.document.document import open_database\n"
        f"open_database(Path({path!r})).snapshot(); print('sqlite_utils' in sys.modules)"
    )
    assert python(code) == "False"
