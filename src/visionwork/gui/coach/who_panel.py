"""Who is in the text: the triangle, and the stakeholders with the words that count."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from visionwork.domain.findings import Findings
from visionwork.domain.groups import HouseWords
from visionwork.domain.stakeholders import Presence, Stakeholder
from visionwork.gui.coach.rows import Row, RowColumn
from visionwork.gui.coach.who_words import STATE_NAMES, WhoRow, triangle_state, who_rows
from visionwork.gui.widgets.group_mark import paint_group_mark
from visionwork.gui.widgets.labels import PlainLabel, plain_tooltip
from visionwork.gui.widgets.triangle import RelationshipTriangle, TriangleState
from visionwork.gui.widgets.wrapped_words import WrappedWords, lay_out

_ROW, _MARK, _GAP, _UNDER = 26, 10, 9, 4
_LINES = 2
"""Lines of what is promised, and of words that lack room beside a name; all of it is in the tooltip."""

_KEPT = 8
"""Words of a line that are kept laid out, at a few widths."""
_SHOW = "show"
_OTHER_LANGUAGE = "In this language only your own words for the groups are found. Write them in the set-up."


class WhoPanel(QWidget):
    """Heading, triangle and one line a stakeholder; absent ones stay in both, so the eye meets the gap.

    Args:
        parent: The widget it is in.

    Signals:
        flip_requested: A state is to be set by hand, or with None left to the coach again; carries the
            Stakeholder and the Presence or None.
        show_requested: The words that count are to be shown in the text; carries the Stakeholder.
    """

    flip_requested = Signal(object, object)
    show_requested = Signal(object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._triangle = RelationshipTriangle(parent=self)
        self._lines = {who: _WhoLine(parent=self) for who in Stakeholder}
        self._rows: tuple[WhoRow, ...] = ()
        self._may_flip = True
        self._list = RowColumn(keeps=True, parent=self)
        self._note = PlainLabel(_OTHER_LANGUAGE, "caption", "muted", wrap=True, parent=self)
        self._note.hide()
        for line in self._lines.values():
            line.hide()
            line.clicked.connect(line.show_menu)
            line.menu_requested.connect(self._show_menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PlainLabel("Who is in the text", "heading", parent=self))
        column.addSpacing(6)
        column.addWidget(self._triangle)
        column.addSpacing(6)
        column.addWidget(self._list)
        column.addWidget(self._note)

    def show_findings(
        self,
        findings: Findings,
        named_before: Mapping[Stakeholder, int],
        organisation: str,
        words: HouseWords,
        *,
        known: bool = True,
    ) -> None:
        """Show who is in a text.

        Args:
            findings: What was found in it.
            named_before: Number of the newest earlier draft that names a stakeholder.
            organisation: Name at the top of the triangle.
            words: The house's words.
            known: Whether the text has been read.
        """
        self._triangle.set_state(triangle_state(findings, organisation, words))
        rows = who_rows(findings, named_before, words, known=known)
        if rows != self._rows:
            self._rows = rows
            for row in rows:
                self._lines[row.stakeholder].show_row(row)
            self._list.show_rows([self._lines[row.stakeholder] for row in rows])
        self._note.setVisible(not findings.understood)

    def allow_flips(self, allowed: bool) -> None:
        """Say whether states may be set by hand; not in a workshop open to read."""
        self._may_flip = allowed

    def rows(self) -> tuple[WhoRow, ...]:
        """Return what is shown."""
        return self._rows

    def line(self, who: Stakeholder) -> Row:
        """Return the line of a stakeholder."""
        return self._lines[who]

    def triangle(self) -> TriangleState:
        """Return what the triangle shows."""
        return self._triangle.state()

    def menu(self, who: Stakeholder) -> QMenu:
        """Return the menu of a stakeholder; it deletes itself when it closes."""
        row = next(row for row in self._rows if row.stakeholder is who)
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.triggered.connect(self._on_menu)
        show = menu.addAction("&Show the words")
        show.setData((who, _SHOW))
        show.setEnabled(bool(row.words) and row.present)
        menu.addSeparator()
        states = QActionGroup(menu)
        for state, label in zip(Presence, ("&Absent", "&Named", "Named with a &promise"), strict=True):
            action = menu.addAction(label)
            action.setData((who, state))
            action.setCheckable(True)
            action.setChecked(state is row.state)
            action.setEnabled(self._may_flip)
            states.addAction(action)
        if row.by_hand:
            menu.addSeparator()
            back = menu.addAction("&Go back to what the coach reads")
            back.setData((who, None))
            back.setEnabled(self._may_flip)
        return menu

    def _on_menu(self, action: QAction) -> None:
        who, wish = action.data()
        if wish == _SHOW:
            self.show_requested.emit(who)
        else:
            self.flip_requested.emit(who, wish)

    def _show_menu(self, place: QPoint) -> None:
        line = self.sender()
        for row in self._rows:
            if self._lines[row.stakeholder] is line:
                self.menu(row.stakeholder).popup(place)


class _WhoLine(Row):
    """Mark and name of a stakeholder, at the right the words that name them, below what is promised."""

    def __init__(self, *, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self._row: WhoRow | None = None
        self._laid: dict[tuple[str, str, int], WrappedWords] = {}

    def show_row(self, row: WhoRow) -> None:
        """Show how far the text speaks of them."""
        if row == self._row:
            return
        self._row = row
        self.setAccessibleName(row.spoken())
        self.setAccessibleDescription("Press Enter to set it by hand")
        parts = [part for part in (row.words, row.detail) if part]
        self.setToolTip(plain_tooltip("\n".join((f"{row.name}: {STATE_NAMES[row.state]}", *parts))))
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        """Return the height of the name, of words that lack room beside it, and of what is promised."""
        row = self._row
        if row is None:
            return self.theme.px(_ROW)
        below = [self._below(row.detail, "caption", width)] if row.detail else []
        if not self._fits_beside(row, width):
            below.append(self._below(row.words, "cell", width))
        height = self.theme.px(_ROW) + sum(words.height for words in below)
        return height + (self.theme.px(_UNDER) if below else 0)

    def paint_words(self, painter: QPainter) -> None:
        """Paint mark, name, words and what is promised."""
        row = self._row
        if row is None:
            return
        theme, line = self.theme, float(self.theme.px(_ROW))
        side, left = float(theme.px(_MARK)), self._left()
        paint_group_mark(painter, QRectF(0, (line - side) / 2, side, side), row.kind, theme, row.present)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._name_font(row))
        painter.setPen(theme.color("ink" if row.present else "muted"))
        place = QRectF(left, 0, self.width() - left, line)
        name = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, middle, name)
        top = line - theme.px(_UNDER)
        painter.setPen(theme.color("ink2" if row.present else "muted"))
        if self._fits_beside(row, self.width()):
            painter.setFont(theme.font("cell"))
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | middle, row.words)
        else:
            words = self._below(row.words, "cell", self.width())
            words.layout.draw(painter, QPointF(left, top))
            top += words.height
        if row.detail:
            painter.setPen(theme.color("muted"))
            self._below(row.detail, "caption", self.width()).layout.draw(painter, QPointF(left, top))

    def _left(self) -> float:
        """Return where words begin, beside the mark."""
        return float(self.theme.px(_MARK)) + _GAP

    def _name_font(self, row: WhoRow) -> QFont:
        return self.theme.font("button" if row.present else "cell")

    def _fits_beside(self, row: WhoRow, width: int) -> bool:
        """Say whether the words that count stand whole beside the name."""
        name = QFontMetrics(self._name_font(row)).horizontalAdvance(row.name)
        words = QFontMetrics(self.theme.font("cell")).horizontalAdvance(row.words)
        return not row.words or self._left() + name + _GAP + words <= width

    def _below(self, text: str, role: str, width: int) -> WrappedWords:
        """Return words on up to two lines under the name; they are laid out once a width."""
        font = self.theme.font(role)
        key = (text, font.key(), width)
        if key not in self._laid:
            if len(self._laid) > _KEPT:
                self._laid.clear()
            self._laid[key] = lay_out(text, font, width - self._left(), most=_LINES)
        return self._laid[key]
