"""One quiet line that says whom a text names."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from visionwork.domain.findings import Findings
from visionwork.domain.groups import NO_WORDS, GroupKind, HouseWords
from visionwork.domain.stakeholders import Stakeholder, stakeholder_name
from visionwork.gui.coach.who_words import stakeholder_head
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.group_mark import paint_group_mark

_HEIGHT, _MARK, _GAP, _BETWEEN = 24, 9, 6, 16


class NamedLine(QWidget):
    """Marks and names of everyone a text names, after "Names"; nothing while it names nobody.

    Args:
        parent: The widget it is in.
    """

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._named: tuple[Stakeholder, ...] = ()
        self._words = NO_WORDS
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._theme.changed.connect(self.updateGeometry)

    def show_findings(self, findings: Findings) -> None:
        """Show whom a text names."""
        self._named = tuple(who for who in Stakeholder if who in findings.named)
        self._tell()

    def set_words(self, words: HouseWords) -> None:
        """Name people in the words of a house."""
        if words != self._words:
            self._words = words
            self._tell()

    def _tell(self) -> None:
        self.setAccessibleName(self.words())
        self.setToolTip(self.words())
        self.update()

    def words(self) -> str:
        """Return the line as it is spoken; "" while nobody is named."""
        names = ", ".join(stakeholder_name(who, self._words) for who in self._named)
        return f"Names {names}" if names else ""

    def sizeHint(self) -> QSize:
        """Return one line."""
        return QSize(200, self._theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint marks and names, or the marks alone where the names lack room."""
        if not self._named:
            return
        theme, painter = self._theme, QPainter(self)
        font, height, side = theme.font("caption"), float(self.height()), float(theme.px(_MARK))
        metrics, middle = QFontMetrics(font), Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font)
        painter.setPen(theme.color("muted"))
        painter.drawText(QRectF(0, 0, self.width(), height), middle, "Names")
        x = float(metrics.horizontalAdvance("Names") + _BETWEEN - 4)
        names = {who: stakeholder_head(who, self._words) for who in self._named}
        widths = {who: metrics.horizontalAdvance(name) + 1.0 for who, name in names.items()}
        named = (
            x + sum(side + _GAP + width + _BETWEEN for width in widths.values()) - _BETWEEN <= self.width()
        )
        for who, width in widths.items():
            kind = who.group_kind or GroupKind.OTHER
            paint_group_mark(painter, QRectF(x, (height - side) / 2, side, side), kind, theme)
            x += side + _GAP
            if named:
                painter.setPen(theme.group_color(kind, "text"))
                painter.drawText(QRectF(x, 0, width, height), middle, names[who])
                x += width + _BETWEEN
