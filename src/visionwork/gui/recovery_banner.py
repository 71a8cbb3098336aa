"""Offers work that a crash kept from reaching its file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from visionwork.gui.widgets.banner import Banner
from visionwork.gui.widgets.buttons import QuietButton, SecondaryButton

if TYPE_CHECKING:
    from visionwork.document.recovery import Recovery


@dataclass(frozen=True, slots=True)
class Recovered:
    """A working copy that is newer than its file.

    Attributes:
        key: What the document layer knows it by.
        title: Title of the workshop.
        edited_at: Local time of its last edit.
        target: The file it belongs to.
    """

    key: Recovery
    title: str
    edited_at: datetime
    target: Path


class RecoveryBanner(Banner):
    """One workshop with edits that were not saved to its file.

    Args:
        recovered: What was found.
        parent: The widget it is in.

    Signals:
        open_requested: Carries the Recovered.
        discard_requested: Carries the Recovered.
    """

    open_requested = Signal(object)
    discard_requested = Signal(object)

    def __init__(self, recovered: Recovered, *, parent: QWidget | None = None) -> None:
        title = recovered.title or recovered.target.stem
        super().__init__(
            f"{title} has edits from {recovered.edited_at:%H:%M} that were not saved to the file.",
            f"The app closed before they reached {recovered.target.name}. They are kept on this computer.",
            icon_name="history",
            parent=parent,
        )
        self._recovered = recovered
        self._open = SecondaryButton("Open it", parent=self)
        self._discard = QuietButton("Discard…", parent=self)
        self._open.setAccessibleName(f"Open the unsaved edits of {title}")
        self._discard.setAccessibleName(f"Discard the unsaved edits of {title}")
        self._open.clicked.connect(self._ask_open)
        self._discard.clicked.connect(self._ask_discard)
        self.add_action(self._open)
        self.add_action(self._discard)

    def _ask_open(self) -> None:
        self.open_requested.emit(self._recovered)

    def _ask_discard(self) -> None:
        self.discard_requested.emit(self._recovered)
