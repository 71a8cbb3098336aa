"""A chip that says whether something is meant for a stakeholder."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from visionwork.domain.groups import GroupKind, HouseWords
from visionwork.domain.stakeholders import Stakeholder, stakeholder_name
from visionwork.gui.coach.who_words import stakeholder_head
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.group_mark import paint_group_mark

_HEIGHT, _SIDE, _GAP, _MARK = 24, 9, 6, 9


class GroupToggle(QPushButton):
    """Tint, text and mark of a stakeholder while it is on; an outline with a hollow mark while it is off.

    Args:
        who: The stakeholder.
        words: The house's words.
        checked: Whether it is on.
        parent: The widget it is in.
    """

    def __init__(
        self, who: Stakeholder, words: HouseWords, checked: bool = False, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = stakeholder_head(who, words)
        self._theme = Theme.of(self)
        self.stakeholder = who
        self._kind = who.group_kind or GroupKind.OTHER
        self.setCheckable(True)
        self.setChecked(checked)
        self.setAutoDefault(False)
        self.setAccessibleName(f"To {stakeholder_name(who, words)}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return room for mark and name."""
        metrics = QFontMetrics(self._theme.font("caption_medium"))
        width = 2 * _SIDE + self._theme.px(_MARK) + _GAP + metrics.horizontalAdvance(self._name)
        return QSize(width + 2, self._theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Never cut the name."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the mark and the name."""
        theme, on, painter = self._theme, self.isChecked(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        hovered = "hover" if self.underMouse() else "surface"
        painter.setBrush(theme.group_color(self._kind, "tint") if on else theme.color(hovered))
        painter.setPen(QPen(theme.group_color(self._kind, "mark") if on else theme.color("edge"), 1))
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        side = float(theme.px(_MARK))
        mark = QRectF(_SIDE, (self.height() - side) / 2, side, side)
        paint_group_mark(painter, mark, self._kind, theme, on)
        painter.setFont(theme.font("caption_medium"))
        painter.setPen(theme.group_color(self._kind, "text") if on else theme.color("muted"))
        words = rect.adjusted(_SIDE + side + _GAP, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._name)
