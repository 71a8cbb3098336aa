"""The big editor of the views and the statement: plain text, set in serif on fixed lines."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import Property, QEvent, QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from visionwork.domain.drafts import clean_text
from visionwork.domain.groups import GroupKind
from visionwork.gui.coach.held_marks import HeldMarks, TextMark
from visionwork.gui.theme import Theme
from visionwork.gui.views.marked_lines import MarkedLines

MEASURE = 66
"""Most characters a line, as long as the editor is wide enough."""

_SAMPLE = "They ask before they propose, and when something slips we hear it from them first."
_PARAGRAPH_GAP = 14
_SCROLL_ROOM = 20
"""Pixels at the right that stay free for the scroll bar; the form's margin does the rest."""


class ProseEdit(QTextEdit):
    """An editor for a text of some paragraphs, without any formatting of its own.

    Lines have the height of the role, and at most `MEASURE` characters. Marks are painted beside the
    text, not written into it, so undo knows only what was typed. In a form, promote a QTextEdit and
    set the dynamic property `textRole`.

    Args:
        role: "serif_editor" or "serif_statement".
        parent: The widget it is in.

    Signals:
        typed: The user changed the text; not sent by `show_text`.
        left: The keyboard has gone elsewhere.
        grown: The text needs another height than before.
        menu_opened: The menu opens and may be added to; carries the QMenu and the character it is about.
        help_wanted: The mouse rests on a character; carries its index and the place on the screen.
    """

    typed = Signal()
    left = Signal()
    grown = Signal()
    menu_opened = Signal(object, int)
    help_wanted = Signal(int, object)

    def __init__(self, role: str = "serif_editor", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._role = role
        self._showing = False
        self._pointed: QTextCursor | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setCursorWidth(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(0)
        self.textChanged.connect(self._tell_typed)
        self.document().documentLayout().documentSizeChanged.connect(self._follow_size)
        self.cursorPositionChanged.connect(self.point_nowhere)
        self.people = HeldMarks(self, self._places)
        self.words = HeldMarks(self, self._places)
        self._marks = MarkedLines(self)
        self.people.changed.connect(self._color_people)
        self.words.changed.connect(self.viewport().update)
        self._restyle()
        self._theme.changed.connect(self._restyle)

    def text(self) -> str:
        """Return the text; paragraphs end with a newline.

        Unlike `toPlainText`, it keeps non-breaking spaces.
        """
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def show_text(self, text: str) -> None:
        """Show another text, with the cursor where it was or else at the end.

        Nothing happens when the text is shown already; otherwise the editor's own steps of undo end here.
        """
        if clean_text(self.text()) == text:
            return
        place = self.textCursor().position()
        was_at_end = self.textCursor().atEnd()
        self._showing = True
        self.point_nowhere()
        self.people.clear()
        self.words.clear()
        self.setPlainText(text)
        self._set_lines()
        self._showing = False
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if not was_at_end and place < cursor.position():
            cursor.setPosition(place)
        self.setTextCursor(cursor)
        if cursor.atEnd():
            self.verticalScrollBar().setValue(0)  # reading begins at the top

    def set_people(self, marks: Sequence[TextMark]) -> None:
        """Mark the words that name groups; the kind of a mark is a GroupKind."""
        self.people.set_marks(marks)

    def set_words(self, marks: Sequence[TextMark]) -> None:
        """Mark words to look at; the kind of a mark is a MarkKind."""
        self.words.set_marks(marks)

    def point_out(self, start: int, end: int) -> None:
        """Frame characters of the text and scroll to them; the keyboard stays where it is.

        The cursor goes to their start and nothing is selected, so that no key can replace them. The frame
        goes when the cursor goes elsewhere.
        """
        first, last = self._places((start, end))
        pointed = QTextCursor(self.document())
        pointed.setPosition(first)
        pointed.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        cursor = self.textCursor()
        cursor.setPosition(last)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()  # first the end, then the start, so that both are seen where they fit
        cursor.setPosition(first)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        self._pointed = pointed
        self.viewport().update()

    def point_nowhere(self) -> None:
        """Take the frame away."""
        if self._pointed is not None:
            self._pointed = None
            self.viewport().update()

    def go_to(self, start: int, end: int) -> None:
        """Frame characters of the text and put the keyboard at their start."""
        self.point_out(start, end)
        self.setFocus()

    def pointed_words(self) -> str:
        """Return the words in the frame, on one line; "" while there is none."""
        return " ".join(self._pointed.selectedText().split()) if self._pointed is not None else ""

    def selected_words(self) -> str:
        """Return what is selected, on one line."""
        return " ".join(self.textCursor().selectedText().split())

    def put_in(self, index: int, text: str, *, length: int = 0, joined: bool = False) -> None:
        """Insert text before a character, as one step of undo, and put the keyboard after it.

        Args:
            index: The character.
            text: What to insert.
            length: How many characters it replaces.
            joined: Whether the step joins the one before.
        """
        place, end = self._places((index, index + length))
        cursor = self.textCursor()
        cursor.setPosition(place)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        if joined:
            cursor.joinPreviousEditBlock()
        else:
            cursor.beginEditBlock()
        cursor.insertText(text)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        self.setFocus()

    def role(self) -> str:
        """Return the role the text is set in."""
        return self._role

    def set_role(self, role: str) -> None:
        """Set the text in another role."""
        self._role = role
        self._restyle()

    def height_of_text(self) -> int:
        """Return the height at which nothing of the text scrolls."""
        return math.ceil(self.document().size().height())

    def line_height(self) -> int:
        """Return the height of a line."""
        return self._theme.line_height(self._shown_role())

    def measure(self) -> int:
        """Return the widest line in pixels."""
        metrics = QFontMetricsF(self.font())
        return round(MEASURE * metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text only; files go on to the window."""
        return source.hasText() and not source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert what is pasted or dropped as plain text."""
        if self.canInsertFromMimeData(source):
            cursor = self.textCursor()
            cursor.beginEditBlock()  # a step of undo of its own, not joined with typing
            cursor.insertText(clean_text(source.text()))
            cursor.endEditBlock()
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Make Shift+Enter a paragraph like Enter: a text has no other line breaks."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() in (
            Qt.KeyboardModifier.ShiftModifier,
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier,
        ):
            if not self.isReadOnly():
                self.textCursor().insertBlock()
                self.ensureCursorVisible()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the usual menu, with what others add for the words under the mouse or the cursor."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        cursor = self.cursorForPosition(event.pos()) if by_mouse else self.textCursor()
        menu = self.createStandardContextMenu(event.pos())
        menu.aboutToHide.connect(menu.deleteLater)
        self.menu_opened.emit(menu, self._index_of(cursor.position()))
        place = event.globalPos() if by_mouse else self.viewport().mapToGlobal(self.cursorRect().bottomLeft())
        menu.popup(place)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell where the mouse rests."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            cursor = self.cursorForPosition(event.pos())
            self.help_wanted.emit(self._index_of(cursor.position()), event.globalPos())
            return True
        return super().viewportEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard has gone, unless only a menu of this editor is open."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep lines within the measure, and the words that are being typed in sight."""
        cursor, before = self.cursorRect(), event.oldSize()
        typed_in_sight = self.hasFocus() and cursor.top() >= 0 and cursor.bottom() <= before.height()
        super().resizeEvent(event)
        self._fit_measure()
        self._show_whole_lines()
        if typed_in_sight:  # a banner or a bar beside the text takes room while somebody types
            self.ensureCursorVisible()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the marks, then the text over them."""
        if self.people.shown() or self.words.shown() or self._pointed is not None:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            self._marks.paint(
                painter, QRectF(event.rect()), self.people.shown(), self.words.shown(), self._pointed
            )
            painter.end()
        super().paintEvent(event)

    def _color_people(self) -> None:
        """Give the words that name a group the text colour of its kind."""
        selections = []
        for mark in self.people.shown():
            selection = QTextEdit.ExtraSelection()
            selection.cursor = mark.cursor
            selection.format.setForeground(self._theme.group_color(GroupKind(mark.kind), "text"))
            selections.append(selection)
        self.setExtraSelections(selections)

    def _places(self, indices: Sequence[int]) -> list[int]:
        """Return places in the text as Qt counts them, in UTF-16 units: one beyond U+FFFF counts two."""
        text = self.text()
        if max(text, default="") <= "\uffff":
            return [min(index, len(text)) for index in indices]
        wide = [index for index, character in enumerate(text) if character > "\uffff"]
        return [
            place + sum(1 for index in wide if index < place)
            for place in (min(index, len(text)) for index in indices)
        ]

    def _index_of(self, place: int) -> int:
        """Return the character of the text at a place as Qt counts them."""
        return len(self.text().encode("utf-16-le")[: 2 * place].decode("utf-16-le", "ignore"))

    def _tell_typed(self) -> None:
        if not self._showing:
            self.typed.emit()

    def _restyle(self) -> None:
        self.setFont(self._theme.font(self._shown_role()))
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Base, QColor(Qt.GlobalColor.transparent))
        palette.setColor(QPalette.ColorRole.Text, self._theme.color("ink"))
        palette.setColor(QPalette.ColorRole.PlaceholderText, self._theme.color("muted"))
        self.setPalette(palette)
        self._set_lines()
        self._fit_measure()
        self._color_people()

    def _shown_role(self) -> str:
        """Return the role for the room there is: a low window shows the statement as it does the views."""
        low = self._theme.is_low and self._role == "serif_statement"
        return "serif_editor" if low else self._role

    def _set_lines(self) -> None:
        """Give every paragraph its line height; it is no step of undo, so the steps so far end."""
        was_showing, self._showing = self._showing, True
        block = QTextBlockFormat()
        height = float(self.line_height())
        block.setLineHeight(height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        block.setBottomMargin(self._theme.px(_PARAGRAPH_GAP))
        self.document().setUndoRedoEnabled(False)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setBlockFormat(block)
        self.document().setUndoRedoEnabled(True)
        self._showing = was_showing

    def _follow_size(self) -> None:
        self._show_whole_lines()
        self.grown.emit()

    def _show_whole_lines(self) -> None:
        """Leave the rest under the last whole line of a text that scrolls free, and cut none in two."""
        cut = self.height() % self.line_height() if self.height_of_text() > self.height() else 0
        if self.viewportMargins().bottom() != cut:
            self.setViewportMargins(0, 0, 0, cut)

    def _fit_measure(self) -> None:
        """Set the width of lines: the same with and without a scroll bar, so that none moves."""
        self.setLineWrapColumnOrWidth(max(40, min(self.measure(), self.width() - _SCROLL_ROOM)))

    textRole = Property(str, role, set_role)  # noqa: N815 - as Designer names properties
