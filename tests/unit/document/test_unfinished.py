"""What stands in an entry line: kept, never shown by an export, no step of undo."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from pdf_words import all_words

from visionwork.cli import run
from visionwork.document.document import Document, open_database
from visionwork.document.unfinished import answer_place, card_place, theme_place
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import QuestionKind, RoundGroup

PLACE = card_place("desired-behaviour", "group:1")


def test_words_are_kept_by_place_and_gone_when_the_line_is_empty(document: Document) -> None:
    document.unfinished.keep(PLACE, "They call\x00 us")
    document.unfinished.keep("meaning", "associate")
    assert document.unfinished.text(PLACE) == "They call us"
    document.unfinished.keep(PLACE, "They call us first")
    assert document.unfinished.text(PLACE) == "They call us first"
    document.unfinished.keep(PLACE, "  ")
    assert document.unfinished.text(PLACE) == ""
    assert document.unfinished.text("meaning") == "associate"


def test_they_are_no_step_of_undo_and_take_none_away(document: Document) -> None:
    document.cards.add("desired-behaviour", "group:1", "They stay")
    document.undo()
    document.unfinished.keep(PLACE, "They ca")
    assert document.store.redo_label() == "Add a card"
    assert document.redo()
    document.unfinished.keep(PLACE, "They call")
    assert document.store.undo_label() == "Add a card"
    document.undo()
    assert document.unfinished.text(PLACE) == "They call"


def test_nothing_that_shows_or_exports_a_workshop_has_them(document: Document) -> None:
    document.unfinished.keep(PLACE, "Zanzibar in the spring")
    assert "Zanzibar" not in repr(document.snapshot())


def test_the_same_words_are_written_once(document: Document) -> None:
    document.unfinished.keep(PLACE, "They call")
    commits = document.store.commits
    document.unfinished.keep(PLACE, "They call")
    assert document.store.commits == commits


def test_what_was_typed_of_a_round_goes_with_its_single_answers(document: Document) -> None:
    group = document.groups.add("Crews", GroupKind.EMPLOYEES)
    draft = document.texts.save_draft("statement", "We keep our word.")
    for remove in ("shred", "delete"):
        round_id = document.rounds.open(
            draft.id, [(QuestionKind.SCALE, "I believe it.")], [RoundGroup(group)], date(2026, 3, 12)
        )
        for place in (answer_place(round_id), theme_place(round_id)):
            document.unfinished.keep(place, "secret")
        if remove == "shred":
            document.rounds.close(round_id, date(2026, 3, 12))
            document.rounds.shred(round_id, date(2026, 3, 12))
        else:
            document.rounds.delete(round_id)
        assert document.unfinished.text(answer_place(round_id)) == ""
        assert document.unfinished.text(theme_place(round_id)) == ""


def test_the_command_line_shows_none_of_them(
    tmp_path: Path, written_sample: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = Path(shutil.copy(written_sample, tmp_path))
    document = open_database(path)
    document.unfinished.keep(PLACE, "Zanzibar in the spring")
    document.close()
    pdf, csv = tmp_path / "out.pdf", tmp_path / "out.csv"
    for command in (
        ["show", str(path)],
        ["show", str(path), "--json"],
        ["results", str(path), "--json", "--csv", str(csv)],
        ["export", str(path), "-o", str(pdf)],
        ["check", str(path)],
    ):
        assert run(command) == 0
    told = capfd.readouterr()
    words = all_words(pdf)
    for shown in (told.out, told.err, csv.read_text(encoding="utf-8"), words):
        assert shown is not None
        assert "Zanzibar" not in shown
    assert "Aldermoor" in words
