"""What a leader signs, and when the signature lapses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from visionwork.domain.commitments import (
    Signature,
    SignatureState,
    commitments_text,
    empty_cells,
    signature_state,
)
from visionwork.domain.drafts import text_hash
from visionwork.domain.entries import GridRow
from visionwork.domain.method import CaptureKind, Column, ColumnType, Exercise

VALUES = Exercise(
    "values", "Values", "Values", CaptureKind.GRID, 10, (),
    columns=(Column("value", "Value", ColumnType.TEXT), Column("seen", "Seen", ColumnType.LONG_TEXT),
             Column("note", "Note", ColumnType.TEXT, required=False)),
)  # fmt: skip
PERSONAL = Exercise(
    "personal", "Personal", "Personal", CaptureKind.GRID, 10, (),
    columns=(Column("who", "Who", ColumnType.PERSON), Column("will", "I will", ColumnType.LONG_TEXT)),
)  # fmt: skip
ROWS = [
    GridRow(1, "values", 0, None, {"value": "Candour", "seen": "Say it the day we know it."}),
    GridRow(2, "values", 1, None, {"value": "Time", "seen": "A day a month."}),
    GridRow(3, "personal", 0, None, {"who": 7, "will": "I will ring first."}),
    GridRow(4, "personal", 1, None, {"who": 8, "will": "I will listen."}),
]


def text(rows: list[GridRow], person: int = 7) -> str:
    return commitments_text([VALUES, PERSONAL], rows, person)


def test_a_leader_signs_the_shared_values_and_only_the_own_sentence() -> None:
    signed = text(ROWS)
    assert "Candour" in signed
    assert "A day a month." in signed
    assert "I will ring first." in signed
    assert "I will listen." not in signed


def test_moving_rows_or_another_leaders_words_leave_the_text_as_it_is() -> None:
    moved = [replace(ROWS[1], position=0), replace(ROWS[0], position=1), *ROWS[2:]]
    other = [*ROWS[:3], replace(ROWS[3], cells={"who": 8, "will": "I will stay silent."})]
    empty = [*ROWS, GridRow(9, "values", 5, None, {})]
    assert text(moved) == text(ROWS)
    assert text(other) == text(ROWS)
    assert text(empty) == text(ROWS)


def test_a_signature_lapses_with_a_changed_word_and_holds_again_when_it_is_put_back() -> None:
    signature = Signature(1, 7, "Ase Lund", date(2026, 3, 12), text_hash(text(ROWS)))
    changed = [replace(ROWS[0], cells={"value": "Candour", "seen": "Say it some day."}), *ROWS[1:]]
    assert signature_state(signature, text(ROWS)) is SignatureState.VALID
    assert signature_state(signature, text(changed)) is SignatureState.LAPSED


def test_only_required_cells_of_rows_that_say_something_count_as_empty() -> None:
    rows = [GridRow(1, "values", 0, None, {"value": "Candour"}), GridRow(2, "values", 1, None, {})]
    assert empty_cells(VALUES, rows) == 1
    assert empty_cells(VALUES, ROWS) == 0


def test_a_share_of_nought_is_an_answer() -> None:
    rows = [GridRow(1, "values", 0, None, {"value": 0, "seen": 0})]
    assert rows[0].says_something
    assert empty_cells(VALUES, rows) == 0


def test_words_moved_to_another_cell_are_another_text() -> None:
    one = [GridRow(1, "values", 0, None, {"value": "A", "seen": "B\nnote: C"})]
    other = [GridRow(1, "values", 0, None, {"value": "A", "seen": "B", "note": "C"})]
    assert text(one) != text(other)
