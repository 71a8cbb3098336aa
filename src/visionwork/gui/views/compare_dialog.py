"""Two drafts beside each other in one text: removed words struck out, added ones underlined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeySequence,
    QPalette,
    QShortcut,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QComboBox, QDialog, QTextEdit, QWidget

from visionwork.domain.layout import only_layout_differs
from visionwork.gui.forms import load_form
from visionwork.gui.rounds.dialog_size import open_at
from visionwork.gui.theme import Theme
from visionwork.gui.views.draft_words import count_words
from visionwork.gui.widgets.buttons import IconButton, PrimaryButton, SecondaryButton
from visionwork.gui.widgets.card import Card
from visionwork.gui.widgets.focus_ring import FocusRing
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.wording.diff import Piece, PieceKind, changed_words, diff_words

_SIZE = (860, 640)
_ROLE = "value"


@dataclass(frozen=True, slots=True)
class ComparedText:
    """A text that can be chosen.

    Attributes:
        key: Id of the draft, or `draft_words.WORKING`.
        label: Its name, such as "Draft 3" or "Being edited".
        text: Its words.
    """

    key: int
    label: str
    text: str


class CompareDialog(QDialog):
    """Compares any two of some texts, word by word.

    Args:
        texts: What can be chosen, oldest first; two at least.
        before: Key of the earlier text.
        after: Key of the later one.
        parent: The window it belongs to.
    """

    def __init__(
        self, texts: Sequence[ComparedText], before: int, after: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme = Theme.of(self)
        self._texts = {text.key: text for text in texts}
        self._pieces: tuple[Piece, ...] = ()
        self._changes: list[tuple[int, int]] = []
        form = load_form("compare", self)
        self.setWindowTitle("Compare two drafts")
        self._before = form.widget(QComboBox, "before_combo")
        self._after = form.widget(QComboBox, "after_combo")
        self._count = form.widget(PlainLabel, "count_label")
        self._view = form.widget(QTextEdit, "difference_view")
        self._next = form.widget(IconButton, "next_button")
        self._previous = form.widget(IconButton, "previous_button")
        self._copy = form.widget(SecondaryButton, "copy_button")
        form.widget(Card, "text_card").follow_editor(self._view)
        form.widget(PlainLabel, "key_label").setText("Struck out: removed. Underlined: added.")
        self._view.setTabChangesFocus(True)
        self._view.document().setDocumentMargin(0)
        self._view.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._fill(before, after)
        self._connect(form.widget(IconButton, "swap_button"), form.widget(PrimaryButton, "close_button"))
        self._theme.changed.connect(self._show)
        open_at(self, *_SIZE)
        FocusRing(self)
        self._show()
        self._view.setFocus()

    def pieces(self) -> tuple[Piece, ...]:
        """Return what is shown."""
        return self._pieces

    def count_text(self) -> str:
        """Return what is said about the difference."""
        return self._count.text()

    def choose(self, before: int, after: int) -> None:
        """Compare two other texts, by their keys."""
        for combo, key in ((self._before, before), (self._after, after)):
            combo.setCurrentIndex(combo.findData(key))

    def plain_difference(self) -> str:
        """Return the difference as plain text, with removed and added words in brackets."""
        marks = {PieceKind.REMOVED: "[removed: {}]", PieceKind.ADDED: "[added: {}]"}
        parts = [
            piece.text if piece.text.isspace() else marks.get(piece.kind, "{}").replace("{}", piece.text)
            for piece in self._pieces
        ]
        names = [self._chosen(combo).label for combo in (self._before, self._after)]
        return f"{names[0]} to {names[1]}: {self.count_text()}\n\n{''.join(parts)}\n"

    def _fill(self, before: int, after: int) -> None:
        for combo, key, name in ((self._before, before, "From"), (self._after, after, "To")):
            for text in self._texts.values():
                combo.addItem(text.label, text.key)
            combo.setCurrentIndex(combo.findData(key))
            combo.setAccessibleName(name)

    def _connect(self, swap: IconButton, close: PrimaryButton) -> None:
        swap.set_name("Swap the two")
        self._next.setShortcut(QKeySequence(QKeySequence.StandardKey.FindNext))
        self._previous.setShortcut(QKeySequence(QKeySequence.StandardKey.FindPrevious))
        self._next.set_name("Next change")
        self._previous.set_name("Previous change")
        swap.clicked.connect(self._swap)
        close.clicked.connect(self.accept)
        self._copy.clicked.connect(self._copy_difference)
        self._next.clicked.connect(self._to_next)
        self._previous.clicked.connect(self._to_previous)
        self._before.currentIndexChanged.connect(self._show)
        self._after.currentIndexChanged.connect(self._show)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Close), self, self.accept)

    def _chosen(self, combo: QComboBox) -> ComparedText:
        return self._texts[combo.currentData()]

    def _swap(self) -> None:
        self.choose(self._after.currentData(), self._before.currentData())

    def _show(self, *_: object) -> None:
        before, after = self._chosen(self._before).text, self._chosen(self._after).text
        self._pieces = diff_words(before, after)
        self._count.setText(_told(before, after))
        self._restyle()
        self._view.clear()
        self._changes = []
        cursor = QTextCursor(self._view.document())
        cursor.setBlockFormat(self._block_format())
        for piece in self._pieces:
            start = cursor.position()
            cursor.insertText(piece.text, self._format(piece))
            if piece.kind is not PieceKind.EQUAL and not piece.text.isspace():
                self._changes.append((start, cursor.position()))
        cursor.setPosition(0)
        self._view.setTextCursor(cursor)
        for button in (self._next, self._previous):
            button.setEnabled(bool(self._changes))
        self._copy.set_reason("" if self._pieces else "Both texts are empty.")

    def _restyle(self) -> None:
        self._view.setFont(self._theme.font(_ROLE))
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Base, QColor(Qt.GlobalColor.transparent))
        palette.setColor(QPalette.ColorRole.Text, self._theme.color("ink"))
        self._view.setPalette(palette)

    def _block_format(self) -> QTextBlockFormat:
        block = QTextBlockFormat()
        block.setLineHeight(
            self._theme.line_height(_ROLE) + self._theme.px(4),
            QTextBlockFormat.LineHeightTypes.FixedHeight.value,
        )
        block.setBottomMargin(self._theme.px(10))
        return block

    def _format(self, piece: Piece) -> QTextCharFormat:
        result, theme = QTextCharFormat(), self._theme
        result.setFont(theme.font(_ROLE))
        result.setForeground(theme.color("ink"))
        if piece.text.isspace():
            return result
        if piece.kind is PieceKind.REMOVED:
            result.setForeground(theme.color("warn"))
            result.setBackground(theme.color("warn_ground"))
            result.setFontStrikeOut(True)
        elif piece.kind is PieceKind.ADDED:
            result.setBackground(theme.color("select"))
            result.setFontUnderline(True)
        return result

    def _to_next(self) -> None:
        place = self._view.textCursor().selectionEnd()
        following = [change for change in self._changes if change[0] >= place and change != self._selected()]
        self._select(following[0] if following else self._changes[0])

    def _to_previous(self) -> None:
        place = self._view.textCursor().selectionStart()
        earlier = [change for change in self._changes if change[1] <= place]
        self._select(earlier[-1] if earlier else self._changes[-1])

    def _selected(self) -> tuple[int, int]:
        cursor = self._view.textCursor()
        return cursor.selectionStart(), cursor.selectionEnd()

    def _select(self, change: tuple[int, int]) -> None:
        cursor = self._view.textCursor()
        cursor.setPosition(change[0])
        cursor.setPosition(change[1], QTextCursor.MoveMode.KeepAnchor)
        self._view.setTextCursor(cursor)
        self._view.ensureCursorVisible()

    def _copy_difference(self) -> None:
        QGuiApplication.clipboard().setText(self.plain_difference())


def _told(before: str, after: str) -> str:
    if before == after:
        return "Both texts are the same, word for word."
    if only_layout_differs(before, after):
        return "The words are the same. Only spaces, line breaks or quotation marks differ."
    added, removed = changed_words(before, after)
    if not added and not removed:
        return "The words are the same. Only punctuation differs."
    if not removed:
        return f"{count_words(added)} added, none removed."
    if not added:
        return f"{count_words(removed)} removed, none added."
    return f"{count_words(added)} added, {removed:,} removed."
