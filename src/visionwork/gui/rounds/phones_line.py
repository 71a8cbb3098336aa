"""A line that stays on the page of rounds while phones are answering."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from visionwork.gui.widgets.buttons import HEIGHT_BAR, QuietButton, SecondaryButton
from visionwork.gui.widgets.card import Card
from visionwork.gui.widgets.icon_view import IconView
from visionwork.gui.widgets.labels import PlainLabel


class PhonesLine(Card):
    """Which round phones are answering, how many have, and how to see more of it or end it.

    Args:
        parent: The widget it is in.

    Signals:
        show_requested: The code and the rest are wanted.
        stop_requested: Collecting is to end.
    """

    show_requested = Signal()
    stop_requested = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title = PlainLabel("", "button", parent=self)
        self._count = PlainLabel("", "cell", "ink2", wrap=True, parent=self)
        show = SecondaryButton("Show", height=HEIGHT_BAR, parent=self)
        show.setAccessibleName("Show the code for phones")
        show.clicked.connect(self.show_requested)
        stop = QuietButton("Stop", "x", HEIGHT_BAR, parent=self)
        stop.setAccessibleName("Stop collecting by phone")
        stop.clicked.connect(self.stop_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(10)
        row.addWidget(IconView("smartphone", "ink", 18, parent=self))
        row.addWidget(self._title)
        row.addWidget(self._count, 1)
        row.addWidget(show)
        row.addWidget(stop)

    def show_collecting(self, number: int, count: str) -> None:
        """Show a round that phones are answering.

        Args:
            number: Number of the round.
            count: How many have answered, in steps, as the room may know it.
        """
        self._title.setText(f"Phones are answering Round {number}.")
        self._count.setText(f"{count}.")
        self.setAccessibleName(f"{self._title.text()} {self._count.text()}")
        self.show()
