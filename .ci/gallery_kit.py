"""Draws every widget of the GUI kit in every state, as the design's board of components does."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from visionwork.domain.groups import GroupKind
from visionwork.domain.progress import ExerciseStatus
from visionwork.gui.theme import Theme, ThemeMode
from visionwork.gui.widgets.banner import Banner
from visionwork.gui.widgets.buttons import KitButton, PrimaryButton, QuietButton, SecondaryButton
from visionwork.gui.widgets.countdown import Countdown
from visionwork.gui.widgets.empty_state import EmptyState
from visionwork.gui.widgets.field import Field
from visionwork.gui.widgets.group_mark import GroupMark
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.progress import StatusMark
from visionwork.gui.widgets.rule import Rule
from visionwork.gui.widgets.timer_box import TimerFace
from visionwork.gui.widgets.toggle import Toggle

BOARD = QSize(720, 900)
_STATES = ("At rest", "Hover", "Focus", "Pressed", "Disabled")
_NAMED = tuple(kind for kind in GroupKind if kind is not GroupKind.OTHER)


class Ringed(QWidget):
    """A button with the focus ring painted around it, since only one widget can have the focus."""

    def __init__(self, button: KitButton, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        box = QHBoxLayout(self)
        box.setContentsMargins(4, 4, 4, 4)
        box.addWidget(button)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("ink"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 9, 9)


class Scale(QWidget):
    """The five answers with their labels."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self.setFixedSize(240, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the answers."""
        painter = QPainter(self)
        painter.setFont(self._theme.font("caption_bold"))
        for answer in range(1, 6):
            box = QRectF((answer - 1) * 48, 0, 47, 28)
            painter.fillRect(box, self._theme.scale_color(answer))
            painter.setPen(self._theme.scale_label_color(answer))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(answer))


def build_board() -> QWidget:
    """Return the board of components, laid out as in the design."""
    board = QWidget()
    board.setMinimumSize(BOARD)
    column = QVBoxLayout(board)
    column.setContentsMargins(40, 40, 40, 40)
    column.setSpacing(16)
    for part in (_buttons, _marks, _scale, _timers, _cards):
        column.addWidget(part(board))
        column.addWidget(Rule(parent=board))
    banner = Banner("Not saved since 10:42.", "The folder is read-only.", inline=True, parent=board)
    banner.add_action(SecondaryButton("Save elsewhere…", parent=board))
    column.addWidget(banner)
    column.addStretch(1)
    return board


def draw(mode: ThemeMode, percent: int = 100) -> QPixmap:
    """Return the board in one palette and text size."""
    theme = Theme.of()
    theme.set_mode(mode)
    theme.set_text_percent(percent)
    board = build_board()
    picture = board.grab()
    board.deleteLater()
    return picture


def _part(parent: QWidget) -> QWidget:
    return QWidget(parent)


def _buttons(parent: QWidget) -> QWidget:
    part = _part(parent)
    grid = QGridLayout(part)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(28)
    grid.setVerticalSpacing(6)
    for row, (kind, text) in enumerate(
        ((PrimaryButton, "Test draft"), (SecondaryButton, "Compare"), (QuietButton, "Put back"))
    ):
        for place, state in enumerate(_STATES):
            if row == 0:
                grid.addWidget(PlainLabel(state, "caption", "muted", parent=part), 0, place)
            button = kind(text, parent=part)
            button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, state == "Hover")
            button.setDown(state == "Pressed")
            button.setEnabled(state != "Disabled")
            shown = Ringed(button, parent=part) if state == "Focus" else button
            grid.addWidget(shown, row + 1, place, Qt.AlignmentFlag.AlignLeft)
    grid.setColumnStretch(len(_STATES), 1)
    return part


def _marks(parent: QWidget) -> QWidget:
    part = _part(parent)
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    for present in (True, False):
        row = QHBoxLayout()
        row.setSpacing(10)
        for kind in _NAMED:
            row.addWidget(GroupMark(kind, present=present, parent=part))
            label = PlainLabel(kind.value.capitalize() if present else "absent", parent=part)
            label.set_role("body_bold" if present else "cell")
            label.set_color("muted")
            if present:
                label.set_group_color(kind)
            label.setMinimumWidth(96)
            row.addWidget(label)
        row.addStretch(1)
        column.addLayout(row)
    return part


def _scale(parent: QWidget) -> QWidget:
    part = _part(parent)
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(24)
    row.addWidget(Scale(parent=part), 0, Qt.AlignmentFlag.AlignTop)
    states = QGridLayout()
    states.setHorizontalSpacing(8)
    states.setVerticalSpacing(6)
    words = ("Done", "In progress", "Not begun")
    for line, (status, word) in enumerate(
        zip((ExerciseStatus.DONE, ExerciseStatus.BEGUN, ExerciseStatus.EMPTY), words, strict=True)
    ):
        states.addWidget(StatusMark(status, parent=part), line, 0)
        states.addWidget(PlainLabel(word, "cell", parent=part), line, 1)
    row.addLayout(states)
    row.addSpacing(24)
    for text, on in (("On", True), ("Off", False)):
        row.addWidget(Toggle(text, on, parent=part), 0, Qt.AlignmentFlag.AlignTop)
    row.addStretch(1)
    return part


def _timers(parent: QWidget) -> QWidget:
    part = _part(parent)
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(32)
    for used in (440.0, 1090.0, 1330.0):
        face = TimerFace(_stopped(used, part), parent=part)
        row.addWidget(face)
    row.addStretch(1)
    return part


def _stopped(used: float, parent: QWidget) -> Countdown:
    now = [0.0]
    countdown = Countdown(20, clock=lambda: now[0], parent=parent)
    countdown.start()
    now[0] = used
    countdown.pause()
    return countdown


def _cards(parent: QWidget) -> QWidget:
    part = _part(parent)
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(16)
    empty = EmptyState(
        "No drafts yet",
        "Write two or three sentences, then save them.",
        "Start from the cards",
        parent=part,
    )
    field = Field("Group name", QLineEdit("Sales"), parent=part)
    field.set_error("Another group has this name. Add a place.")
    row.addWidget(empty, 10)
    row.addWidget(field, 9, Qt.AlignmentFlag.AlignTop)
    return part


def main(folder: str) -> int:
    """Write the boards into a folder."""
    app = QApplication(sys.argv)
    Theme(app, ThemeMode.LIGHT)
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    for mode in (ThemeMode.LIGHT, ThemeMode.DARK):
        for percent in (100, 130):
            draw(mode, percent).save(str(target / f"kit-{mode.value}-{percent}.png"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "build/gallery"))
