"""What the strip below signed grids says."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from visionwork.domain.commitments import SignatureState
from visionwork.domain.method import CaptureKind
from visionwork.gui.context import WorkshopContext
from visionwork.gui.theme import Theme
from visionwork.gui.views.ready_to_sign import ReadyToSign, ready_sentence

VALID, LAPSED = SignatureState.VALID, SignatureState.LAPSED


@pytest.mark.parametrize(
    ("begun", "missing", "states", "sentence"),
    [
        (True, 4, [None] * 5, "Four cells to go, then all five sign."),
        (True, 1, [None] * 2, "One cell to go, then both sign."),
        (True, 12, [None], "12 cells to go, then the leader signs."),
        (False, 0, [None] * 3, "Nothing to sign yet. In the end all three sign."),
        (True, 0, [None] * 5, "Every cell is filled. All five can sign."),
        (True, 0, [VALID, None, None], "One of three has signed."),
        (True, 0, [VALID, VALID, None], "Two of three have signed."),
        (True, 0, [VALID, VALID], "Both have signed."),
        (True, 0, [VALID], "The leader has signed."),
        (True, 0, [VALID, LAPSED, None], "The words have changed. One signs again."),
        (True, 0, [LAPSED] * 5, "The words have changed. All five sign again."),
        (True, 0, [], "No leader is named yet. Leaders are named in the set-up."),
    ],
)
def test_one_sentence_says_what_stands_in_between(
    begun: bool, missing: int, states: list[SignatureState | None], sentence: str
) -> None:
    assert ready_sentence(begun, missing, states) == sentence


@pytest.mark.parametrize(
    ("states", "without", "sentence"),
    [
        ([None] * 3, 2, "Every cell is filled. Two have no personal sentence yet."),
        ([None] * 3, 3, "Every cell is filled. Nobody has a personal sentence yet."),
        ([VALID, None, None], 1, "One of three has signed. One has no personal sentence yet."),
    ],
)
def test_leaders_without_a_sentence_of_their_own_are_told_of(
    states: list[SignatureState | None], without: int, sentence: str
) -> None:
    assert ready_sentence(True, 0, states, without) == sentence


def test_leaders_whose_names_have_no_room_are_rings_on_one_line(
    qtbot: QtBot, context: WorkshopContext, theme: Theme
) -> None:
    (exercise,) = context.method.of_kind(CaptureKind.SIGNATURES)
    strip = ReadyToSign(context, exercise)
    qtbot.addWidget(strip)
    assert strip.heightForWidth(1000) == theme.px(44)
    for number in range(12):
        context.document.participants.add(f"Leader {number}", "Board", None, True)
    strip.reload()
    assert strip.heightForWidth(1000) == theme.line_height("heading")
    assert strip.heightForWidth(1800) >= theme.px(44)
    assert "Leader 11: not signed yet" in strip.accessibleDescription()
