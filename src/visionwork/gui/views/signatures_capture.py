"""Signatures: the exact commitments on the left, the leaders who sign them on the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from visionwork.document.unfinished import signature_place
from visionwork.domain.cells import cell_names, cell_words
from visionwork.domain.commitments import (
    Signature,
    SignatureState,
    empty_cells,
    personal_sentences,
    signed_in_other_layout,
)
from visionwork.domain.method import ColumnType, Exercise
from visionwork.domain.method_fit import judged
from visionwork.domain.names import is_name_of
from visionwork.domain.signed_text import signed_sources, signed_text
from visionwork.domain.workshop import Participant
from visionwork.gui.forms import load_form
from visionwork.gui.page import WorkshopPage
from visionwork.gui.theme import Theme
from visionwork.gui.unfinished import UnfinishedField, keep_words
from visionwork.gui.views.leader_row import LeaderRow
from visionwork.gui.widgets.empty_state import EmptyState
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.note_card import NoteCard
from visionwork.gui.widgets.rule import Rule
from visionwork.gui.widgets.tab_order import follow_layout

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from visionwork.document.store import Change
    from visionwork.gui.context import WorkshopContext

_BESIDE_FROM = 900

_NOTHING = "There is nothing to sign yet."

_RING_ROOM = 6
"""Pixels between the heading and the first leader, for the ring around who has the keyboard."""

_TABLES = frozenset(("participant", "signature", "stakeholder_group", "house_word", "workshop"))


class SignaturesCapture(WorkshopPage):
    """A signatures exercise.

    Args:
        context: The open workshop.
        exercise: A signatures exercise; `signs` names the grids that are signed.
        parent: The widget it stands in.
    """

    def __init__(self, context: WorkshopContext, exercise: Exercise, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.exercise = exercise
        self._grids = tuple(context.method.exercise(exercise_id) for exercise_id in exercise.signs)
        form = load_form("signatures_capture", self)
        self._notices = form.widget(QVBoxLayout, "notice_layout")
        self._text = form.widget(QVBoxLayout, "text_layout")
        self._leaders = form.widget(QVBoxLayout, "leaders_layout")
        self._beside = form.widget(QBoxLayout, "host_layout")
        for place in (0, 1):
            self._beside.setStretch(place, 1)
        self._shown: object = None
        self._rows: list[LeaderRow] = []
        self._every_row: list[LeaderRow] = []
        self._area = form.widget(QScrollArea, "scroll_area")

    def concerns(self, change: Change) -> bool:
        """Return whether commitments, leaders or signatures changed."""
        signed = bool(signed_sources(self.context.method) & change.exercise_ids)
        return signed or bool(_TABLES & change.tables)

    def focus_first(self) -> None:
        """Put the keyboard where the first leader who has not signed types the name."""
        for row in self._rows:
            row.focus_name()
            return

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the leaders below the words where both do not fit beside each other."""
        super().resizeEvent(event)
        beside = self.width() >= Theme.of(self).px(_BESIDE_FROM)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._beside.setDirection(direction)

    def reload(self) -> None:
        """Show commitments, leaders and signatures as the document has them."""
        snapshot = self.context.snapshot
        sources = sorted(signed_sources(self.context.method))
        shown = (snapshot.participants, snapshot.signatures, snapshot.house_words, snapshot.groups,
                 [(snapshot.rows_of(source), snapshot.cards_of(source)) for source in sources])  # fmt: skip
        if shown == self._shown:
            return  # keep what is typed in a name field
        self._shown = shown
        hindrance = self._hindrance()
        self._show_notice(hindrance)
        self._show_text()
        self._show_leaders(hindrance)

    def _hindrance(self) -> str:
        """Return why nobody can sign yet, or nothing."""
        rows = self.context.snapshot.rows
        shared = [grid for grid in self._grids if not _person_columns(grid)]
        if not any(row.says_something for grid in shared for row in rows if row.exercise_id == grid.id):
            return _NOTHING
        missing = sum(empty_cells(grid, rows) for grid in self._grids)
        if not missing:
            return ""
        return "One cell of the commitments is still empty." if missing == 1 else (
            f"{missing} cells of the commitments are still empty."
        )  # fmt: skip

    def _show_notice(self, hindrance: str) -> None:
        _clear(self._notices)
        if hindrance:
            act = "Write the values first" if hindrance == _NOTHING else "Fill them first"
            note = NoteCard(hindrance, f"{act}; then everybody signs the same words.", parent=self)
            self._notices.addWidget(note)

    def _show_text(self) -> None:
        _clear(self._text)
        for grid in self._grids:
            if not _person_columns(grid):
                self._show_grid(grid)
        self._text.addStretch()

    def _show_grid(self, grid: Exercise) -> None:
        self._text.addWidget(PlainLabel(self.context.fill(grid.headline), "heading", wrap=True, parent=self))
        snapshot = self.context.snapshot
        rows = [row for row in snapshot.rows_of(grid.id) if row.says_something]
        names = cell_names(grid, snapshot, self.context.method.exercises())
        for row in rows:
            self._text.addWidget(Rule(Qt.Orientation.Horizontal, "hair", parent=self))
            for column in grid.columns:
                words = cell_words(column, row.cells.get(column.id), names)
                if column.prominent:
                    self._text.addWidget(PlainLabel(words, "value", wrap=True, parent=self))
                elif words:
                    pair = QVBoxLayout()
                    pair.setSpacing(2)
                    pair.addWidget(
                        PlainLabel(self.context.fill(column.title), "caption", "muted", parent=self)
                    )
                    pair.addWidget(PlainLabel(words, "cell", wrap=True, parent=self))
                    self._text.addLayout(pair)
        if not rows:
            words = ("No commitments yet.", "They are written in an exercise before this one.")
            empty = EmptyState(*words, f"Go to {grid.title}", parent=self)
            empty.action_requested.connect(self._ask_commitments)
            self._text.addWidget(empty)

    def _show_leaders(self, hindrance: str) -> None:
        held = self._let_go_of_keyboard()
        typed = {row.leader_id: row.name_field().text() for row in self._every_row}
        _clear(self._leaders)
        self._rows, self._every_row = [], []
        snapshot = self.context.snapshot
        leaders = [person for person in snapshot.participants if person.is_leader]
        self._leaders.addWidget(PlainLabel("Who signs", "heading", parent=self))
        self._leaders.addSpacing(_RING_ROOM)
        for leader in leaders:
            signature, state = self._signature(leader)
            row = LeaderRow(
                leader, personal_sentences(self._grids, snapshot.rows, leader.id), signature, state,
                hindrance=hindrance,
                today=self.context.now().date(), editable=not self.context.read_only,
                other_layout=signature is not None
                and signed_in_other_layout(signature, self._signed_text(leader.id)),
                parent=self,
            )  # fmt: skip
            row.sign_requested.connect(self._on_sign_requested)
            row.withdraw_requested.connect(self._on_withdraw_requested)
            self._leaders.addWidget(Rule(Qt.Orientation.Horizontal, "hair", parent=self))
            self._leaders.addWidget(row)
            self._every_row.append(row)
            if state is not SignatureState.VALID:
                self._rows.append(row)
                row.name_field().setText(typed.get(leader.id, ""))
                UnfinishedField(self.context, signature_place(leader.id), row.name_field())
        if not leaders:
            words = ("Nobody is marked as a leader yet.", "Say in set-up who takes and signs commitments.")
            empty = EmptyState(*words, "Open set-up", parent=self)
            empty.action_requested.connect(self._ask_setup)
            self._leaders.addSpacing(8)
            self._leaders.addWidget(empty)
        self._leaders.addStretch()
        follow_layout(self)
        if held is not None:
            self._go_on_after(held)

    def _let_go_of_keyboard(self) -> int | None:
        """Return the place of the leader whose row has the keyboard, and take it away from there.

        A row that goes with the keyboard would hand it on to whatever comes next in the window.
        """
        focus = QApplication.focusWidget()
        for place, row in enumerate(self._every_row):
            if focus is not None and row.isAncestorOf(focus):
                focus.clearFocus()
                return place
        return None

    def _go_on_after(self, place: int) -> None:
        """Put the keyboard where the next leader signs, or stay where there is none."""
        rows = self._every_row[place:] + self._every_row[:place]
        row = next((row for row in rows if row.takes_name()), rows[0] if rows else None)
        if row is not None:
            row.take_focus()
            QTimer.singleShot(0, row, self._show_keyboard)

    def _show_keyboard(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self._area.isAncestorOf(focus):
            self._area.ensureWidgetVisible(focus)

    def _signature(self, leader: Participant) -> tuple[Signature | None, SignatureState | None]:
        given = [item for item in self.context.snapshot.signatures if item.participant_id == leader.id]
        if not given:
            return None, None
        text = self._signed_text(leader.id)
        return given[-1], judged(given[-1], text, self.context.method, self.context.snapshot)

    def _signed_text(self, participant_id: int) -> str:
        return signed_text(self.context.method, self.context.snapshot, participant_id)

    def _on_sign_requested(self, participant_id: int, name: str, day: date) -> None:
        if not self._means(participant_id, name):
            return
        text, signatures = self._signed_text(participant_id), self.context.document.signatures
        self.context.edits.flush()
        if self.context.run(lambda: signatures.sign(participant_id, name, day, text)) is not None:
            keep_words(self.context, signature_place(participant_id), "")
            self.context.edits.flush()

    def _means(self, participant_id: int, name: str) -> bool:
        """Return whether a leader may sign with these words; other names are asked about."""
        leader = self.context.snapshot.participant(participant_id)
        if leader is None or not name.strip() or is_name_of(name, leader.name):
            return True
        return self.context.messages.confirm(
            f"Sign as “{name.strip()}”?",
            f"This is not the name of {leader.name}, whose commitments are signed here.",
            "Sign",
        )

    def _on_withdraw_requested(self, signature_id: int) -> None:
        self.context.run(lambda: self.context.document.signatures.withdraw(signature_id))

    def _ask_setup(self) -> None:
        self.context.page_requested.emit("setup")

    def _ask_commitments(self) -> None:
        self.context.page_requested.emit(f"exercise:{self.exercise.signs[0]}")


def _person_columns(grid: Exercise) -> Sequence[str]:
    return [column.id for column in grid.columns if column.type is ColumnType.PERSON]


def _clear(place: QLayout) -> None:
    while (item := place.takeAt(0)) is not None:
        if (inner := item.layout()) is not None:
            _clear(inner)
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
