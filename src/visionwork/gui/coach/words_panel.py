"""Words to look at: one question each, three ways to keep them, and what was kept on purpose."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from visionwork.domain.findings import Mark
from visionwork.domain.quoting import shortened
from visionwork.domain.tuning import SilenceScope
from visionwork.gui.coach.rows import RowColumn
from visionwork.gui.coach.word_rows import WordRow
from visionwork.gui.widgets.buttons import HEIGHT_BAR, IconButton, QuietButton
from visionwork.gui.widgets.labels import PlainLabel

_SHOW = "show"
_LONGEST = 28
"""Most characters of marked words in a menu."""


class WordsPanel(QWidget):
    """Heading with the number of marks, a line for each, and a quiet line for what is kept.

    Args:
        parent: The widget it is in.

    Signals:
        word_chosen: A mark is to be shown in the text; carries the Mark.
        word_gone_to: The keyboard is wanted at a mark; carries the Mark.
        silence_requested: A mark is to be kept; carries the Mark and a SilenceScope.
        kept_requested: The list of what is kept is wanted.
        picky_requested: Hints are wanted beside the marks that are nearly sure, or no longer.
    """

    word_chosen = Signal(object)
    word_gone_to = Signal(object)
    silence_requested = Signal(object, object)
    kept_requested = Signal()
    picky_requested = Signal(bool)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: tuple[Mark, ...] = ()
        self._picky, self._read_only = False, False
        self._count = PlainLabel("", "cell", "muted", parent=self)
        self._more = IconButton(
            "ellipsis", "More about words to look at", HEIGHT_BAR, framed=False, parent=self
        )
        self._more.clicked.connect(self._show_own_menu)
        self._list = RowColumn(self._more, parent=self)
        self._none = PlainLabel("", "caption", "muted", wrap=True, parent=self)
        self._kept = QuietButton("", height=HEIGHT_BAR, parent=self)
        self._kept.clicked.connect(self.kept_requested)
        self._kept.hide()
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(PlainLabel("Words to look at", "heading", parent=self), 1)
        head.addWidget(self._count)
        head.addWidget(self._more)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self._kept)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._list)
        column.addWidget(self._none)
        column.addLayout(foot)

    def show_marks(
        self, marks: Sequence[Mark], *, kept: int, picky: bool, read_only: bool = False, empty: str = ""
    ) -> None:
        """Show the marks of a text.

        Args:
            marks: Marks in the order of the text.
            kept: How many silences the workshop has.
            picky: Whether hints are among them.
            read_only: Whether nothing can be kept.
            empty: What is said when there is no mark.
        """
        self._picky, self._read_only = picky, read_only
        if tuple(marks) != self._marks:
            self._show_rows(tuple(marks))
        self._count.setText(str(len(marks)) if marks else "")
        self._count.setAccessibleName(f"{len(marks)} words to look at")
        self._none.setText(empty)
        self._none.setVisible(bool(empty) and not marks)
        self._kept.setText(f"Kept on purpose: {kept}")
        self._kept.updateGeometry()
        self._kept.setVisible(kept > 0)

    def marks(self) -> tuple[Mark, ...]:
        """Return the marks that are shown."""
        return self._marks

    def rows(self) -> tuple[WordRow, ...]:
        """Return the lines that are shown."""
        return tuple(row for row in self._list.rows() if isinstance(row, WordRow))

    def count_text(self) -> str:
        """Return the number beside the heading."""
        return self._count.text()

    def kept_button(self) -> QuietButton:
        """Return the quiet line that opens the list of what is kept."""
        return self._kept

    def menu(self, mark: Mark) -> QMenu:
        """Return the menu of a mark; it deletes itself when it closes."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        self.add_to(menu, mark)
        return menu

    def add_to(self, menu: QMenu, mark: Mark, *, goes: bool = True) -> None:
        """Put what can be done with a mark at the head of a menu.

        Args:
            menu: The menu.
            mark: The mark.
            goes: Whether the way to the words is among it.
        """
        words = shortened(" ".join(mark.text.split()), _LONGEST)
        words = words.replace("&", "&&")
        entries: tuple[tuple[str, object], ...] = (
            ("&Go to the words", _SHOW),
            ("&Keep it in this place" + ("\tDel" if goes else ""), SilenceScope.PLACE),
            (f"Keep “{words}” in this &workshop", SilenceScope.PHRASE),
            ("Stop asking by this &rule", SilenceScope.RULE),
        )
        first = menu.actions()[0] if menu.actions() else None
        actions = []
        for label, wish in entries if goes else entries[1:]:
            action = QAction(label, menu)
            action.setData((mark, wish))
            action.setEnabled(wish == _SHOW or not self._read_only)
            action.triggered.connect(self._on_menu)
            actions.append(action)
        menu.insertActions(first, actions)  # pyright: ignore[reportArgumentType] - None is the end
        if goes:
            menu.insertSeparator(actions[1])
        if first is not None:
            menu.insertSeparator(first)

    def own_menu(self) -> QMenu:
        """Return the menu of the card; it deletes itself when it closes."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        picky = menu.addAction("Look at &more words")
        picky.setCheckable(True)
        picky.setChecked(self._picky)
        picky.setEnabled(not self._read_only)
        picky.setToolTip("Also words that are a question only sometimes.")
        picky.toggled.connect(self.picky_requested)
        kept = menu.addAction("&Kept on purpose…")
        kept.triggered.connect(self.kept_requested)
        menu.setToolTipsVisible(True)
        return menu

    def _show_rows(self, marks: tuple[Mark, ...]) -> None:
        """Show a line for each mark; a line whose words and question stay keeps its place and focus."""
        rows: list[WordRow] = []
        for mark, same in zip(marks, _partners(self.rows(), marks), strict=True):
            if same is not None:
                same.show_mark(mark)
            rows.append(same or self._new_row(mark))
        for place, row in enumerate(rows):
            row.first = place == 0
        self._marks = marks
        self._list.show_rows(rows)

    def _new_row(self, mark: Mark) -> WordRow:
        row = WordRow(mark, parent=self._list)
        row.clicked.connect(self._on_chosen)
        row.gone_into.connect(self._on_gone_into)
        row.menu_requested.connect(self._on_menu_requested)
        row.keep_requested.connect(self._on_keep)
        return row

    def _on_chosen(self) -> None:
        row = self.sender()
        if isinstance(row, WordRow):
            self.word_chosen.emit(row.mark)

    def _on_gone_into(self) -> None:
        row = self.sender()
        if isinstance(row, WordRow):
            self.word_gone_to.emit(row.mark)

    def _on_keep(self) -> None:
        row = self.sender()
        if isinstance(row, WordRow) and not self._read_only:
            self.silence_requested.emit(row.mark, SilenceScope.PLACE)

    def _on_menu_requested(self, place: QPoint) -> None:
        row = self.sender()
        if isinstance(row, WordRow):
            self.menu(row.mark).popup(place)

    def _on_menu(self) -> None:
        action = self.sender()
        if not isinstance(action, QAction):
            return
        mark, wish = action.data()
        if wish == _SHOW:
            self.word_gone_to.emit(mark)
        else:
            self.silence_requested.emit(mark, wish)

    def _show_own_menu(self) -> None:
        self.own_menu().popup(self._more.mapToGlobal(QPoint(0, self._more.height())))


def _alike(one: Mark, other: Mark) -> bool:
    return (one.rule, one.text, one.ask) == (other.rule, other.text, other.ask)


def _partners(rows: Sequence[WordRow], marks: Sequence[Mark]) -> list[WordRow | None]:
    """Return for each mark the line that shows the same words already, or None.

    The same words may stand in many places; so what is before and behind a change is paired first.
    """
    head = _alike_from_start(rows, marks)
    tail = _alike_from_start(rows[head:][::-1], marks[head:][::-1])
    free = list(rows[head : len(rows) - tail])
    between: list[WordRow | None] = []
    for mark in marks[head : len(marks) - tail]:
        same = next((row for row in free if _alike(row.mark, mark)), None)
        if same is not None:
            free.remove(same)
        between.append(same)
    return [*rows[:head], *between, *rows[len(rows) - tail :]]


def _alike_from_start(rows: Sequence[WordRow], marks: Sequence[Mark]) -> int:
    pairs = zip(rows, marks, strict=False)
    return sum(1 for _ in takewhile(lambda pair: _alike(pair[0].mark, pair[1]), pairs))
