"""Command line and report judge signatures alike, whatever a method signs and in whatever order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from visionwork.document.access import open_to_read
from visionwork.domain.commitments import Signature, SignatureState
from visionwork.domain.drafts import text_hash
from visionwork.domain.entries import card_link
from visionwork.domain.method import CaptureKind, Column, ColumnType, Exercise
from visionwork.domain.signed_text import signed_text
from visionwork.method import default_method
from visionwork.overview import overview
from visionwork.reporting import report_content


def own(exercise: Exercise) -> Exercise:
    if exercise.kind is CaptureKind.SIGNATURES:
        return replace(exercise, signs=tuple(reversed(exercise.signs)))
    if exercise.id == "values":
        link = Column("seen", "What clients see", ColumnType.LINK, links_to="customer-behaviour")
        return replace(exercise, columns=(*exercise.columns, link))
    return exercise


def test_a_signature_is_judged_alike_everywhere(written_sample: Path, tmp_path: Path) -> None:
    method = default_method()
    steps = tuple(
        replace(step, exercises=tuple(own(exercise) for exercise in step.exercises)) for step in method.steps
    )
    method = replace(method, steps=steps)
    document = open_to_read(written_sample, tmp_path)
    snapshot = document.snapshot()
    document.close()
    card = snapshot.cards_of("customer-behaviour")[0]
    rows = tuple(
        replace(row, cells={**row.cells, "seen": [card_link(card.id)]})
        if row.exercise_id == "values"
        else row
        for row in snapshot.rows
    )
    snapshot = replace(snapshot, rows=rows)
    leader = snapshot.signatures[0].participant_id
    signed = Signature(
        1, leader, "Ase Lund", date(2026, 3, 12), text_hash(signed_text(method, snapshot, leader))
    )
    other = tuple(replace(one, text="Anything") if one is card else one for one in snapshot.cards)
    for cards, state in ((snapshot.cards, SignatureState.VALID), (other, SignatureState.LAPSED)):
        now = replace(snapshot, cards=cards, signatures=(signed,))
        assert overview(now, method, [])["signatures"][0]["state"] == state
        assert report_content(now, method, ()).state_of(signed) is state
