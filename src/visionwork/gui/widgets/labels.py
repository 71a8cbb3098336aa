"""Labels that show text from people exactly as it was typed."""

from __future__ import annotations

from PySide6.QtCore import Property, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from visionwork.domain.groups import GroupKind
from visionwork.gui.theme import Theme


class PlainLabel(QLabel):
    """A label that never reads its text as markup, set in a role and a colour of the theme.

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
