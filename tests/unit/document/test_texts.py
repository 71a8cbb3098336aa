from __future__ import annotations

import itertools
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from visionwork.document.document import Document, create_database, open_database
from visionwork.document.errors import DocumentError
from visionwork.domain.drafts import text_hash

TEXT = "Clients know the people who look after them."


def test_a_text_nobody_began_is_empty(document: Document) -> None:
    assert document.texts.working("statement").text == ""
    assert document.texts.all_working() == ()


def test_typing_is_stored_with_its_author_and_time(document: Document) -> None:
    document.texts.write("statement", "Clients", "Table 2")
    document.texts.write("statement", "Clients first")
    found = document.texts.working("statement")
    assert (found.text, found.author) == ("Clients first", "Table 2")
    assert found.edited_at == datetime.fromisoformat("2026-03-02 10:42")


def test_writing_what_is_there_changes_nothing(document: Document) -> None:
    document.texts.write("statement", TEXT)
    commits = document.store.commits
    document.texts.write("statement", TEXT)
    document.texts.write("statement", TEXT, "")
    assert document.store.commits == commits


def test_drafts_are_numbered_hashed_and_become_the_text(document: Document) -> None:
    first = document.texts.save_draft("statement", TEXT, summary="First go.", author="Ann")
    second = document.texts.save_draft("statement", TEXT + " We listen.")
    view = document.texts.save_draft("view:future-relationship:1", TEXT)
    assert [draft.number for draft in (first, second, view)] == [1, 2, 1]
    assert first.sha256 == text_hash(TEXT)
    assert document.texts.working("statement").text == second.text
    assert document.texts.drafts("statement") == (first, second)
    assert document.texts.draft(first.id) == first


@pytest.mark.parametrize("text", ["", "  \n ", TEXT])
def test_a_draft_is_new(document: Document, text: str) -> None:
    document.texts.save_draft("statement", TEXT)
    with pytest.raises(DocumentError):
        document.texts.save_draft("statement", text)


def test_an_old_draft_comes_back_on_top(document: Document) -> None:
    first = document.texts.save_draft("statement", TEXT)
    document.texts.save_draft("statement", "Number one in our market.")
    third = document.texts.restore_draft(first.id, author="Ann")
    assert (third.number, third.text, third.restored_from) == (3, TEXT, 1)
    with pytest.raises(DocumentError):
        document.texts.restore_draft(first.id)
    with pytest.raises(KeyError):
        document.texts.restore_draft(99)


def test_a_draft_is_set_aside_and_taken_back_in(document: Document) -> None:
    draft = document.texts.save_draft("statement", TEXT)
    document.texts.set_aside(draft.id, " Too soft for the board ")
    document.texts.set_aside(draft.id, "Not tested")
    assert document.texts.draft(draft.id).set_aside == "Not tested"
    document.undo()
    assert document.texts.draft(draft.id).set_aside == "Too soft for the board"
    document.texts.set_aside(draft.id, None)
    assert document.texts.draft(draft.id).set_aside is None


def test_an_agreement_holds_to_the_exact_wording(document: Document) -> None:
    draft = document.texts.save_draft("statement", TEXT)
    with pytest.raises(DocumentError):
        document.texts.agree(draft.id, "  ", date(2026, 3, 2))
    agreement = document.texts.agree(draft.id, "The leadership team", date(2026, 3, 2))
    assert [item.sha256 for item in document.texts.agreements()] == [draft.sha256]
    document.texts.withdraw_agreement(agreement)
    assert document.texts.agreements() == ()


def test_undoing_a_draft_brings_the_text_before_it_back(document: Document) -> None:
    document.texts.write("statement", "Clients")
    document.texts.save_draft("statement", TEXT)
    document.undo()
    assert document.texts.drafts("statement") == ()
    assert document.texts.working("statement").text == "Clients"
    document.redo()
    assert document.texts.save_draft("statement", "More").number == 2


def test_what_cannot_be_stored_is_cleaned(document: Document) -> None:
    document.texts.write("statement", "a\r\nb\x00\x1b\u202ec\ud800\tďе\u0301")
    assert document.texts.working("statement").text == "a\nbc\ufffd\tďе\u0301"


def test_typing_that_was_taken_back_by_hand_leaves_no_step_of_undo(tmp_path: Path) -> None:
    seconds = itertools.count()
    create_database(tmp_path / "undo.db", "T", "O")
    document = open_database(
        tmp_path / "undo.db", lambda: datetime.fromisoformat("2026-01-01") + timedelta(seconds=next(seconds))
    )
    document.texts.write("statement", "We go")
    document.store.seal()
    document.texts.write("statement", "We go first")
    document.texts.write("statement", "We go")
    document.undo()
    assert document.texts.working("statement").text == ""
    document.close()
