"""Which key does what on a cell that is not being edited."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from visionwork.domain.cells import BEST_RATING

_Key, _Mod = Qt.Key, Qt.KeyboardModifier
_TEXT_MODIFIERS = (_Mod.NoModifier, _Mod.ShiftModifier)


class Act(Enum):
    """What a key asks for."""

    EDIT = auto()
    REPLACE = auto()
    TYPE = auto()
    CLEAR = auto()
    ADD_ROW = auto()
    DELETE_ROW = auto()
    MOVE_UP = auto()
    MOVE_DOWN = auto()
    SELECT_ROW = auto()
    COPY = auto()
    COPY_ROW = auto()
    CUT = auto()
    PASTE = auto()


_ACTS = {
    (_Key.Key_Return, _Mod.NoModifier): Act.EDIT,
    (_Key.Key_Enter, _Mod.NoModifier): Act.EDIT,
    (_Key.Key_F2, _Mod.NoModifier): Act.EDIT,
    (_Key.Key_Space, _Mod.NoModifier): Act.REPLACE,  # typed, it would replace words by a space
    (_Key.Key_Return, _Mod.ControlModifier): Act.ADD_ROW,
    (_Key.Key_Enter, _Mod.ControlModifier): Act.ADD_ROW,
    (_Key.Key_Delete, _Mod.NoModifier): Act.CLEAR,
    (_Key.Key_Backspace, _Mod.NoModifier): Act.CLEAR,
    (_Key.Key_Delete, _Mod.ControlModifier): Act.DELETE_ROW,
    (_Key.Key_Backspace, _Mod.ControlModifier): Act.DELETE_ROW,
    (_Key.Key_Up, _Mod.AltModifier): Act.MOVE_UP,
    (_Key.Key_Down, _Mod.AltModifier): Act.MOVE_DOWN,
    (_Key.Key_Space, _Mod.ShiftModifier): Act.SELECT_ROW,
}
_CLEARING_KEYS = (_Key.Key_0, _Key.Key_Delete, _Key.Key_Backspace)
_STANDARD = (
    (QKeySequence.StandardKey.Copy, Act.COPY),
    (QKeySequence.StandardKey.Cut, Act.CUT),
    (QKeySequence.StandardKey.Paste, Act.PASTE),
)


def act_of(event: QKeyEvent) -> Act | None:
    """Return what a key asks for, or None when it is none of the grid's."""
    for sequence, act in _STANDARD:
        if event.matches(sequence):
            return act
    modifiers = event.modifiers() & ~_Mod.KeypadModifier
    found = _ACTS.get((_Key(event.key()), modifiers))
    if found is None and modifiers in _TEXT_MODIFIERS and event.text().isprintable() and event.text():
        return Act.TYPE
    return found


def rating_of_key(key: int) -> int | None:
    """Return the rating a key stands for, 0 for none, or None when it stands for nothing."""
    if key in _CLEARING_KEYS:
        return 0
    rating = key - Qt.Key.Key_0.value
    return rating if 1 <= rating <= BEST_RATING else None
