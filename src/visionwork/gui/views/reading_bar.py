"""The line over an editor while an old draft is read in it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from visionwork.gui.page import WorkshopPage
from visionwork.gui.theme import Theme
from visionwork.gui.views.draft_actions import DraftActions
from visionwork.gui.views.draft_words import when_words
from visionwork.gui.views.text_desk import TextDesk
from visionwork.gui.widgets.buttons import HEIGHT_BAR, QuietButton, SecondaryButton
from visionwork.gui.widgets.icon_view import IconView
from visionwork.gui.widgets.labels import ElidedLabel

_RADIUS = 6.0


class ReadingBar(QWidget):
    """Says which draft is shown, and what can be done with it.

    Args:
        parent: The widget it is in.

    Signals:
        compare_requested: Compare the draft with the text being edited.
        bring_back_requested: Bring the draft back as the newest one.
        back_requested: Go on writing.
    """

    compare_requested = Signal()
    bring_back_requested = Signal()
    back_requested = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._label = ElidedLabel("", "cell", "ink2", parent=self)
        self._compare = QuietButton("Compare", "git-compare-arrows", HEIGHT_BAR, parent=self)
        self._bring_back = SecondaryButton("", "history", HEIGHT_BAR, parent=self)
        self._back = QuietButton("Go on writing", "pencil-line", HEIGHT_BAR, parent=self)
        self._compare.clicked.connect(self._ask_compare)
        self._bring_back.clicked.connect(self._ask_bring_back)
        self._back.clicked.connect(self._ask_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.setSpacing(4)
        row.addWidget(IconView("lock", "muted", 14, parent=self), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(4)
        row.addWidget(self._label, 1)
        row.addWidget(self._compare)
        row.addWidget(self._back)
        row.addWidget(self._bring_back)

    def show_draft(self, words: str, bring_back: str, reason: str = "") -> None:
        """Name the draft.

        Args:
            words: Which draft it is and that it cannot be changed.
            bring_back: Label of the button, such as "Bring back as draft 5".
            reason: Why it cannot be brought back; "" when it can be.
        """
        self._label.setText(words)
        self._bring_back.setText(bring_back)
        self._bring_back.updateGeometry()
        self._bring_back.set_reason(reason)

    def words(self) -> str:
        """Return which draft is named."""
        return self._label.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("hover"))
        painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)

    def _ask_compare(self) -> None:
        self.compare_requested.emit()

    def _ask_bring_back(self) -> None:
        self.bring_back_requested.emit()

    def _ask_back(self) -> None:
        self.back_requested.emit()


class DraftReading(QObject):
    """Shows in the bar which draft is read, and carries out what is asked for in it.

    Args:
        bar: The bar.
        desk: Holds the text and its drafts.
        actions: What can be done with drafts.
        page: The page they belong to, and its parent.

    Signals:
        left: Somebody wants to go on writing.
    """

    left = Signal()

    def __init__(self, bar: ReadingBar, desk: TextDesk, actions: DraftActions, page: WorkshopPage) -> None:
        super().__init__(page)
        self._bar, self._desk, self._actions, self._page = bar, desk, actions, page
        bar.compare_requested.connect(self._compare)
        bar.bring_back_requested.connect(self._bring_back)
        bar.back_requested.connect(self.left)

    def show(self, now: datetime) -> None:
        """Name the draft that is read, if one is."""
        draft = self._desk.reading
        if draft is not None:
            self._bar.show_draft(
                f"Reading draft {draft.number}, saved {when_words(draft.saved_at, now)}",
                f"Bring back as draft {self._desk.number_when_brought_back()}",
                self._actions.bring_back_reason(draft),
            )

    def _compare(self) -> None:
        if self._desk.reading is not None:
            self._actions.compare(self._desk.reading.id)

    def _bring_back(self) -> None:
        if self._desk.reading is not None:
            self._actions.bring_back(self._desk.reading.id)
            self._page.focus_first()
