"""What a method without everything a workshop holds can tell, and what it must not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from visionwork.domain.adoption import CurveShares, Moment
from visionwork.domain.commitments import Signature, SignatureState, commitments_text
from visionwork.domain.drafts import WorkingText, text_hash, view_subject
from visionwork.domain.entries import Card, GridRow
from visionwork.domain.method import (
    OWN_METHOD,
    CaptureKind,
    Column,
    ColumnType,
    Exercise,
    Lane,
    Method,
    MethodName,
    StatementGuide,
    Step,
)  # fmt: skip
from visionwork.domain.method_fit import fit_sentences, full_name, judged
from visionwork.domain.progress import LeftOut, left_out
from visionwork.domain.snapshot import WorkshopSnapshot
from visionwork.domain.workshop import Workshop

VALUES = Exercise(
    "values", "Values", "Values", CaptureKind.GRID, 10, (),
    columns=(Column("value", "Value", ColumnType.TEXT), Column("seen", "Seen", ColumnType.LONG_TEXT)),
)  # fmt: skip
SIGN = Exercise("sign", "Sign", "Sign", CaptureKind.SIGNATURES, 10, (), signs=("values",))
LANES = Exercise("lanes", "Lanes", "Lanes", CaptureKind.CARDS, 10, (), lanes=(Lane("now", "Now"),))
GROUPS = Exercise("groups", "Groups", "Groups", CaptureKind.CARDS, 10, ())
VIEWS = Exercise("views", "Views", "Views", CaptureKind.VIEWS, 10, ())
CURVE = Exercise("curve", "Curve", "Curve", CaptureKind.CURVE, 10, ())
EVERY = (VALUES, SIGN, LANES, GROUPS, VIEWS, CURVE)


def method(*exercises: Exercise, name: MethodName = OWN_METHOD) -> Method:
    step = Step(1, "one", "One", "Begin.", exercises or EVERY)
    return Method(name.id, name.name, "en", (step,), StatementGuide("Who we are", 10, ()), ())


@pytest.fixture
def snapshot() -> WorkshopSnapshot:
    rows = (GridRow(1, "values", cells={"value": "Candour", "seen": "The day we know it."}),)
    return WorkshopSnapshot(
        Workshop("u", "Harbour", "Harbour Hotel"),
        cards=(Card(1, "lanes", "now", "A"), Card(2, "groups", "group:1", "B")),
        rows=(*rows, GridRow(2, "values", cells={"value": ""})),
        curves=(CurveShares(1, "curve", None, Moment.TODAY, (10, 20, 30, 40)),),
        working_texts=(
            WorkingText(view_subject("views", 1), "A view", "", datetime(2026, 3, 2)),  # noqa: DTZ001
            WorkingText("statement", "We stay.", "", datetime(2026, 3, 2)),  # noqa: DTZ001
        ),
    )


def signature(snapshot: WorkshopSnapshot) -> Signature:
    text = commitments_text((VALUES,), snapshot.rows, 7)
    return Signature(1, 7, "Ines Duarte", date(2026, 3, 2), text_hash(text))


def state(snapshot: WorkshopSnapshot, signed: Signature, read_with: Method) -> SignatureState:
    grids = [read_with.exercise(grid) for e in read_with.of_kind(CaptureKind.SIGNATURES) for grid in e.signs]
    return judged(signed, commitments_text(grids, snapshot.rows, 7), read_with, snapshot)


def test_nothing_is_left_out_of_the_method_it_was_made_with(snapshot: WorkshopSnapshot) -> None:
    assert left_out(snapshot, method()) == LeftOut(0, 0)
    assert fit_sentences(snapshot, method()) == ()


def test_every_kind_of_entry_without_an_exercise_is_counted(snapshot: WorkshopSnapshot) -> None:
    only = replace(SIGN, signs=())
    assert left_out(snapshot, method(only)) == LeftOut(5, 5)
    other = MethodName("tidal", "Tidal method")
    assert fit_sentences(snapshot, method(only, name=other)) == (
        "This workshop was made with the method “Relationship first” (visionwork);"
        " “Tidal method” (tidal) is another one.",
        "The method “Tidal method” (tidal) has no place for 5 entries of 5 exercises in this workshop;"
        " they are left out.",
    )


@pytest.mark.parametrize(
    "changed",
    [
        replace(VALUES, columns=VALUES.columns[:1]),
        replace(LANES, lanes=(Lane("later", "Later"),)),
        replace(GROUPS, lanes=(Lane("later", "Later"),)),
        replace(LANES, kind=CaptureKind.CURVE),
        replace(VIEWS, kind=CaptureKind.CURVE),
        replace(CURVE, kind=CaptureKind.VIEWS),
        replace(VALUES, columns=(), kind=CaptureKind.CARDS),
    ],
    ids=["column", "lane", "group", "cards", "views", "curve", "grid"],
)
def test_an_exercise_that_changed_its_shape_leaves_out_what_it_lacks(
    snapshot: WorkshopSnapshot, changed: Exercise
) -> None:
    others = [exercise for exercise in EVERY if exercise.id != changed.id]
    assert left_out(snapshot, method(*others, changed)) == LeftOut(1, 1)
    assert (
        "1 entry of 1 exercise in this workshop; it is left out."
        in fit_sentences(snapshot, method(*others, changed))[-1]
    )


def test_a_signature_lapses_only_by_another_text_of_the_same_method(snapshot: WorkshopSnapshot) -> None:
    signed = signature(snapshot)
    changed = replace(snapshot, rows=(GridRow(1, "values", cells={"value": "Speed"}),))
    assert state(snapshot, signed, method()) is SignatureState.VALID
    assert state(changed, signed, method()) is SignatureState.LAPSED
    assert state(replace(snapshot, rows=()), signed, method()) is SignatureState.LAPSED


def test_a_signature_is_not_called_lapsed_where_what_was_signed_is_not_there(
    snapshot: WorkshopSnapshot,
) -> None:
    signed = signature(snapshot)
    renamed = replace(VALUES, id="principles")
    assert state(snapshot, signed, method(renamed, replace(SIGN, signs=("principles",)))) == "not compared"
    narrow = replace(VALUES, columns=VALUES.columns[:1])
    assert state(snapshot, signed, method(narrow, SIGN)) == "not compared"
    other = method(renamed, replace(SIGN, signs=()), name=MethodName("tidal", "Tidal"))
    assert state(replace(snapshot, rows=()), signed, other) == "not compared"
    # the same grids in another method are the same words
    assert state(snapshot, signed, method(*EVERY, name=MethodName("tidal", "Tidal"))) == "valid"


def test_a_name_from_a_file_is_plain_and_short_in_a_sentence() -> None:
    assert full_name(MethodName("tidal", "Tidal \x1b[31m\n method")) == "“Tidal [31m method” (tidal)"
    assert full_name(MethodName("x\u202e" * 500, "")) == f"({'x' * 59}…)"
