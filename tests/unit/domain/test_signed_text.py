"""A leader signs words: what a cell refers to is signed as it reads, not as the number it has in the file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from visionwork.domain.commitments import Signature, SignatureState, commitments_text, signature_state
from visionwork.domain.drafts import text_hash
from visionwork.domain.entries import Card, GridRow
from visionwork.domain.groups import Group, GroupKind
from visionwork.domain.method import (
    CaptureKind,
    Column,
    ColumnType,
    Exercise,
    Method,
    StatementGuide,
    Step,
)
from visionwork.domain.signed_text import signed_grids, signed_sources, signed_text
from visionwork.domain.snapshot import WorkshopSnapshot
from visionwork.domain.workshop import Workshop

WORD = Column("value", "Value", ColumnType.TEXT)
SEEN = Exercise("seen", "Seen", "Seen", CaptureKind.CARDS, 10, ())
VALUES = Exercise(
    "values", "Values", "Values", CaptureKind.GRID, 10, (),
    columns=(WORD, Column("shown", "What clients see", ColumnType.LINK, links_to="seen"),
             Column("whom", "Whom we answer to", ColumnType.GROUP)),
)  # fmt: skip
PLAIN = Exercise("plain", "Plain", "Plain", CaptureKind.GRID, 10, (), columns=(WORD,))
SIGN = Exercise("sign", "Sign", "Sign", CaptureKind.SIGNATURES, 10, (), signs=("values", "plain"))


def method(*exercises: Exercise) -> Method:
    step = Step(1, "one", "One", "Begin.", exercises)
    return Method("own", "Own", "en", (step,), StatementGuide("Who we are", 10, ()), ())


OWN = method(SEEN, PLAIN, VALUES, SIGN)


@pytest.fixture
def snapshot() -> WorkshopSnapshot:
    return WorkshopSnapshot(
        Workshop("u", "Harbour", "Harbour Hotel"),
        groups=(Group(3, "Guests", GroupKind.CUSTOMERS, 0),),
        cards=(Card(1, "seen", "now", "Calls back within an hour"), Card(2, "seen", "now", "Knows my name")),
        rows=(
            GridRow(1, "values", cells={"value": "Nearness", "shown": ["card:1"], "whom": 3}),
            GridRow(2, "plain", cells={"value": "Candour"}),
        ),
    )


def test_a_signature_lapses_with_the_words_that_a_cell_refers_to(snapshot: WorkshopSnapshot) -> None:
    signed = signed_text(OWN, snapshot, 7)
    signature = Signature(1, 7, "Ase Lund", date(2026, 3, 12), text_hash(signed))
    assert "Calls back within an hour" in signed
    assert "Guests" in signed
    other_words = replace(snapshot.cards[0], text="Answers when there is time")
    for changed in (
        replace(snapshot, cards=(other_words, snapshot.cards[1])),
        replace(snapshot, cards=snapshot.cards[1:]),
        replace(snapshot, groups=(replace(snapshot.groups[0], name="Owners"),)),
    ):
        assert signature_state(signature, signed_text(OWN, changed, 7)) is SignatureState.LAPSED
    elsewhere = replace(snapshot, cards=(snapshot.cards[0], replace(snapshot.cards[1], text="Greets me")))
    assert signature_state(signature, signed_text(OWN, elsewhere, 7)) is SignatureState.VALID


def test_two_entries_are_signed_as_two(snapshot: WorkshopSnapshot) -> None:
    both = replace(snapshot.rows[0], cells={"value": "Nearness", "shown": ["card:1", "card:2"]})
    one = replace(snapshot.rows[0], cells={"value": "Nearness", "shown": ["card:1"]})
    joined = replace(snapshot.cards[0], text="Calls back within an hour\nKnows my name")
    assert signed_text(OWN, replace(snapshot, rows=(both,)), 7) != signed_text(
        OWN, replace(snapshot, rows=(one,), cards=(joined,)), 7
    )


def test_grids_of_words_alone_are_signed_as_they_are_stored(snapshot: WorkshopSnapshot) -> None:
    plain = method(PLAIN, replace(SIGN, signs=("plain",)))
    assert signed_text(plain, snapshot, 7) == commitments_text([PLAIN], snapshot.rows, 7)


def test_what_is_signed_follows_the_order_of_its_names() -> None:
    assert [grid.id for grid in signed_grids(OWN)] == ["values", "plain"]
    assert signed_sources(OWN) == {"values", "plain", "seen"}
