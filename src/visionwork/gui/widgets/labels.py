"""Labels that show text from people exactly as it was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QTextDocument, QTextOption
from PySide6.QtWidgets import QLabel, QWidget

from visionwork.domain.groups import GroupKind
from visionwork.gui.theme import Theme

if TYPE_CHECKING:
    from visionwork.gui.widgets.wrapped_words import WrappedWords

_LONG_WORD = 16
"""Characters of a word that a narrow column may have to break."""

_LEAST_CHARACTERS, _MOST_CHARACTERS = 16, 80
"""How narrow a label with a long word may become, and how wide it wishes to be at most."""


class PlainLabel(QLabel):
    """A label that never reads its text as markup, set in a role and a colour of the theme.

    Where it wraps, a word that is wider than the label goes on in the next line: no text makes a column
    wider than the page gave it.

    In a form, promote a QLabel and set the dynamic properties `textRole`, `textColor` and Qt's `wordWrap`.

    Args:
        text: What it shows.
        role: A role of `visionwork.gui.typefaces.ROLES`.
        color: A colour token.
        wrap: Whether long text goes on in a new line.
        parent: The widget it is in.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        color: str = "ink",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._theme = Theme.of(self)
        self._role = role
        self._color = color
        self._group: GroupKind | None = None
        self._laid: tuple[object, WrappedWords] | None = None
        self._looked_at: tuple[str, bool] = ("", False)
        self._heights: tuple[object, dict[int, int]] = (None, {})
        self.setWordWrap(wrap)
        self._restyle()
        self.setText(text)
        self._theme.changed.connect(self._restyle)

    def role(self) -> str:
        """Return the role the text is set in."""
        return self._role

    def set_role(self, role: str) -> None:
        """Set the text in another role."""
        self._role = role
        self._restyle()

    def set_color(self, color: str) -> None:
        """Set the text in another colour token."""
        self._color = color
        self._group = None
        self._restyle()

    def set_group_color(self, kind: GroupKind) -> None:
        """Set the text in the text colour of a kind of group."""
        self._group = kind
        self._restyle()

    def text_color(self) -> QColor:
        """Return the colour the text has now."""
        if self._group is not None:
            return self._theme.group_color(self._group, "text")
        return self._theme.color(self._color)

    def sizeHint(self) -> QSize:
        """Return the size Qt wishes, no wider than a long line of words."""
        return self._within(super().sizeHint(), _MOST_CHARACTERS, wished=True)

    def minimumSizeHint(self) -> QSize:
        """Return the size Qt needs; a long word needs no more than a few characters."""
        return self._within(super().minimumSizeHint(), _LEAST_CHARACTERS)

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines at a width."""
        if not self._breaks_words():
            return self._height(width)
        edges = self._edges()
        return self._lines(width - edges.width()).height + edges.height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words, broken where they are wider than the label."""
        if not self._breaks_words():
            super().paintEvent(event)
            return
        document = self.findChild(QTextDocument)
        if document is not None:  # Qt keeps one while words can be selected
            super().heightForWidth(self.width())  # else Qt would set it back while it paints
            option = document.defaultTextOption()
            if option.wrapMode() is not QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere:
                option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
                document.setDefaultTextOption(option)
            super().paintEvent(event)
            return
        room = self._room()
        lines = self._lines(room.width())
        spare = room.height() - lines.height
        align = self.alignment()
        down = spare if align & Qt.AlignmentFlag.AlignBottom else 0
        if align & Qt.AlignmentFlag.AlignVCenter:
            down = spare // 2
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        lines.layout.draw(painter, QPointF(room.left(), room.top() + down))

    def _breaks_words(self) -> bool:
        if not self.wordWrap():
            return False
        text = self.text()
        if text != self._looked_at[0]:
            long = len(text) > _LONG_WORD and any(len(word) > _LONG_WORD for word in text.split())
            self._looked_at = (text, long)
        return self._looked_at[1]

    def _height(self, width: int) -> int:
        """Return Qt's height at a width; layouts ask for the same ones again and again."""
        key = (
            self.text(),
            self.font(),
            self.contentsMargins(),
            self.margin(),
            self.indent(),
            self.wordWrap(),
        )
        if key != self._heights[0]:
            self._heights = (key, {})
        heights = self._heights[1]
        if width not in heights:
            heights[width] = super().heightForWidth(width)
        return heights[width]

    def _lines(self, width: int) -> WrappedWords:
        """Return the words in lines of a width; the last lines are kept."""
        from visionwork.gui.widgets.wrapped_words import lay_out  # few labels need it

        key = (self.text(), self.font().key(), width, self.alignment())
        if self._laid is None or self._laid[0] != key:
            self._laid = (key, lay_out(self.text(), self.font(), width, self.alignment()))
        return self._laid[1]

    def _within(self, hint: QSize, characters: int, *, wished: bool = False) -> QSize:
        if not self._breaks_words():
            return hint
        edges = self._edges()
        most = self.fontMetrics().averageCharWidth() * characters + edges.width()
        width = min(hint.width(), most)
        return QSize(width, self.heightForWidth(width) if wished else hint.height())

    def _room(self) -> QRect:
        margin = self.margin()
        return self.contentsRect().adjusted(margin, margin, -margin, -margin)

    def _edges(self) -> QSize:
        room = self._room()
        return QSize(self.width() - room.width(), self.height() - room.height())

    def _restyle(self) -> None:
        self.setFont(self._theme.font(self._role))
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.WindowText, self.text_color())
        self.setPalette(palette)
        self.updateGeometry()

    def _color_name(self) -> str:
        return self._color

    textRole = Property(str, role, set_role)  # noqa: N815 - as Designer names properties
    textColor = Property(str, _color_name, set_color)  # noqa: N815


class ElidedLabel(PlainLabel):
    """A one-line label that ends in an ellipsis where it lacks room; the whole text is its tooltip.

    Screen readers get the whole text.
    """

    def minimumSizeHint(self) -> QSize:
        """Ask for a few characters only."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self.fontMetrics().averageCharWidth() * 6), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much of the text as there is room for."""
        rect = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, rect.width())
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(rect, self.alignment().value | Qt.TextFlag.TextSingleLine.value, shown)
        tooltip = "" if shown == self.text() else plain_tooltip(self.text())
        if tooltip != self.toolTip():
            self.setToolTip(tooltip)


def plain_tooltip(text: str) -> str:
    """Make a tooltip of text from people; Qt would read a tooltip with tags as markup."""
    if not text:
        return ""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<p style='white-space:pre-wrap'>{escaped}</p>"
