"""Whether the commitments can be signed, and who has signed: a strip that leads to the signatures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from visionwork.domain.commitments import (
    SignatureState,
    empty_cells,
    personal_sentences,
)
from visionwork.domain.counting import counted_word, number_word
from visionwork.domain.method import ColumnType, Exercise
from visionwork.domain.method_fit import judged
from visionwork.domain.progress import ExerciseStatus
from visionwork.domain.signed_text import signed_sources, signed_text
from visionwork.domain.workshop import Participant
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.labels import plain_tooltip
from visionwork.gui.widgets.progress import MARK_SIZE, paint_status_mark

if TYPE_CHECKING:
    from visionwork.document.store import Change
    from visionwork.gui.context import WorkshopContext

TITLE = "Ready to sign?"

_HEIGHT, _TITLE_WIDTH, _LEAST_TITLE, _LEADER_WIDTH = 44, 264, 180, 130
_PAD, _MARK_GAP = 16, 10
_MIDDLE = Qt.AlignmentFlag.AlignVCenter.value
_MARKS = {
    None: ExerciseStatus.EMPTY,
    SignatureState.LAPSED: ExerciseStatus.BEGUN,
    SignatureState.UNCLEAR: ExerciseStatus.BEGUN,
    SignatureState.VALID: ExerciseStatus.DONE,
}
_STATE_WORDS = {
    None: "not signed yet",
    SignatureState.LAPSED: "signed other words, signs again",
    SignatureState.UNCLEAR: "signed what this method does not have",
    SignatureState.VALID: "signed",
}


class ReadyToSign(QAbstractButton):
    """A strip with what is missing and a ring for each leader; a click or Enter leads to the signatures.

    Args:
        context: The open workshop.
        exercise: The signatures exercise.
        parent: The widget it is in.
    """

    def __init__(self, context: WorkshopContext, exercise: Exercise, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._context = context
        self._exercise = exercise
        self._grids = tuple(context.method.exercise(exercise_id) for exercise_id in exercise.signs)
        self._leaders: list[tuple[Participant, SignatureState | None]] = []
        self._sentence = ""
        self._compact = False
        self._stale = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._go)
        context.changed.connect(self._on_changed)
        self._theme.changed.connect(self.updateGeometry)
        self.reload()

    def reload(self) -> None:
        """Show what the document holds now."""
        snapshot = self._context.snapshot
        people = [person for person in snapshot.participants if person.is_leader]
        self._leaders = [(person, self._state(person)) for person in people]
        shared = [grid for grid in self._grids if not any(c.type is ColumnType.PERSON for c in grid.columns)]
        begun = any(row.cells for grid in shared for row in snapshot.rows_of(grid.id))
        missing = sum(empty_cells(grid, snapshot.rows) for grid in self._grids)
        sentences = [personal_sentences(self._grids, snapshot.rows, person.id) for person in people]
        states = [state for _, state in self._leaders]
        self._sentence = ready_sentence(begun, missing, states, sentences.count(()))
        told = [f"{person.name}: {_STATE_WORDS[state]}" for person, state in self._leaders]
        self.setAccessibleName(" ".join((TITLE, self._sentence)))
        self.setAccessibleDescription("; ".join(told))
        self.setToolTip(plain_tooltip("\n".join(told)) if told else "")
        self.updateGeometry()
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Stand on one line, with a ring for each leader but no names, where there is little height."""
        if compact != self._compact:
            self._compact = compact
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Return the size with all leaders in one line."""
        width = self._theme.px(_TITLE_WIDTH + _LEADER_WIDTH * len(self._leaders))
        return QSize(width, self.heightForWidth(max(width, self.width())))

    def minimumSizeHint(self) -> QSize:
        """Return room for the title and one leader."""
        compact = self._is_compact(self.width())
        height = self._theme.line_height("heading") if compact else self._theme.px(_HEIGHT)
        return QSize(self._theme.px(_TITLE_WIDTH + _LEADER_WIDTH), height)

    def hasHeightForWidth(self) -> bool:
        """Return that the strip is one low line where the names of leaders have no room."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width in pixels."""
        if self._is_compact(width):
            return self._theme.line_height("heading")
        return max(
            self._theme.px(_HEIGHT), self._theme.line_height("heading") + self._sentence_rect(width).height()
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while the strip was hidden."""
        self._refresh()
        super().showEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint title, sentence and leaders."""
        theme, painter = self._theme, QPainter(self)
        painter.setFont(theme.font("heading"))
        painter.setPen(theme.color("ink"))
        title = theme.line_height("heading")
        painter.drawText(QRect(0, 0, self.width(), title), _MIDDLE, TITLE)
        if self._is_compact(self.width()):
            self._paint_line(painter)
            return
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("muted"))
        painter.drawText(self._sentence_rect(self.width()), Qt.TextFlag.TextWordWrap.value, self._sentence)
        left = self._title_width(self.width())
        width = (self.width() - left) / max(len(self._leaders), 1)
        for place, (person, state) in enumerate(self._leaders):
            cell = QRect(left + round(width * place), 0, round(width), theme.px(_HEIGHT))
            self._paint_leader(painter, cell, person, state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on Enter, too; Qt itself takes Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _paint_line(self, painter: QPainter) -> None:
        theme, side = self._theme, self._theme.px(MARK_SIZE)
        step = side + _MARK_GAP
        right = self.width() - step * len(self._leaders)
        for place, (_, state) in enumerate(self._leaders):
            mark = QRectF(right + place * step + _MARK_GAP, (self.height() - side) / 2, side, side)
            paint_status_mark(painter, mark, _MARKS[state], theme)
        left = QFontMetrics(theme.font("heading")).horizontalAdvance(TITLE) + _PAD
        font = theme.font("caption")
        painter.setFont(font)
        painter.setPen(theme.color("muted"))
        room = QRect(left, 1, right - left - _PAD, self.height() - 1)
        shown = QFontMetrics(font).elidedText(self._sentence, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _MIDDLE, shown)

    def _paint_leader(
        self, painter: QPainter, cell: QRect, person: Participant, state: SignatureState | None
    ) -> None:
        theme, side = self._theme, self._theme.px(MARK_SIZE)
        painter.fillRect(cell.left(), cell.top(), 1, cell.height(), theme.color("hair"))
        line = theme.line_height("cell")
        mark = QRectF(cell.left() + _PAD, cell.top() + 2 + (line - side) / 2, side, side)
        paint_status_mark(painter, mark, _MARKS[state], theme)
        left = cell.left() + _PAD + side + _MARK_GAP
        second = "signs again" if state is SignatureState.LAPSED else person.role
        top = cell.top() + 2
        for text, role, token, height in (
            (person.name, "cell_bold", "ink", line),
            (second, "caption", "muted", theme.line_height("caption")),
        ):
            font = theme.font(role)
            painter.setFont(font)
            painter.setPen(theme.color(token))
            room = cell.right() - left - 4
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(left, top, room + 4, height), _MIDDLE, shown)
            top += height

    def _sentence_rect(self, width: int) -> QRect:
        top = self._theme.line_height("heading")
        room = QRect(0, top, self._title_width(width) - _PAD, 1000)
        metrics = QFontMetrics(self._theme.font("caption"))
        return metrics.boundingRect(room, Qt.TextFlag.TextWordWrap.value, self._sentence)

    def _title_width(self, width: int) -> int:
        """Return the width of title and sentence: less where leaders need the room."""
        if not self._leaders:
            return width
        wide = self._theme.px(_TITLE_WIDTH)
        cramped = width - wide < len(self._leaders) * self._theme.px(_LEADER_WIDTH)
        return self._theme.px(_LEAST_TITLE) if cramped else wide

    def _is_compact(self, width: int) -> bool:
        """Return whether one low line is shown: where it is wished, and where names have no room."""
        needed = self._theme.px(_LEAST_TITLE + _LEADER_WIDTH * len(self._leaders))
        return self._compact or bool(self._leaders and needed > width)

    def _state(self, person: Participant) -> SignatureState | None:
        snapshot = self._context.snapshot
        own = [signature for signature in snapshot.signatures if signature.participant_id == person.id]
        if not own:
            return None
        text = signed_text(self._context.method, snapshot, person.id)
        return judged(own[-1], text, self._context.method, snapshot)

    def _on_changed(self, change: Change) -> None:
        signed = bool(signed_sources(self._context.method) & change.exercise_ids)
        if signed or {"participant", "signature", "stakeholder_group"} & change.tables:
            self._stale = True
            if self.isVisible():
                self._refresh()

    def _refresh(self) -> None:
        if self._stale:
            self._stale = False
            self.reload()

    def _go(self) -> None:
        page = f"exercise:{self._exercise.id}" if self._leaders else "setup"
        self._context.page_requested.emit(page)


def ready_sentence(
    begun: bool, missing: int, states: Sequence[SignatureState | None], without_sentence: int = 0
) -> str:
    """Return in one sentence what stands between the leaders and their signatures.

    Args:
        begun: Whether anything is written that all sign.
        missing: Cells that are still empty.
        states: The signature of each leader; None for one who has not signed.
        without_sentence: Leaders whose personal sentence is still to be written.
    """
    valid, lapsed = states.count(SignatureState.VALID), states.count(SignatureState.LAPSED)
    count = len(states)
    everyone = {1: "the leader", 2: "both"}.get(count, f"all {number_word(count)}")
    if not count:
        return "No leader is named yet. Leaders are named in the set-up."
    if not begun:
        return f"Nothing to sign yet. In the end {everyone} {_verb(count)}."
    if missing:
        cells = counted_word(missing, "cell", "cells").capitalize()
        return f"{cells} to go, then {everyone} {_verb(count)}."
    if lapsed:
        who = everyone if lapsed == count else number_word(lapsed)
        return f"The words have changed. {who.capitalize()} {_verb(lapsed)} again."
    if valid == count:
        return f"{everyone.capitalize()} {'has' if count == 1 else 'have'} signed."
    if valid:
        some = f"{number_word(valid).capitalize()} of {number_word(count)}"
        signed = f"{some} {'has' if valid == 1 else 'have'} signed."
        return f"{signed} {_unready(without_sentence, count)}".rstrip()
    if without_sentence:
        return f"Every cell is filled. {_unready(without_sentence, count)}"
    return f"Every cell is filled. {everyone.capitalize()} can sign."


def _unready(without_sentence: int, count: int) -> str:
    if not without_sentence:
        return ""
    if without_sentence == count:
        return "Nobody has a personal sentence yet."
    verb = "has" if without_sentence == 1 else "have"
    return f"{number_word(without_sentence).capitalize()} {verb} no personal sentence yet."


def _verb(count: int) -> str:
    return "signs" if count == 1 else "sign"
