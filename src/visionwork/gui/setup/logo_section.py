"""The organisation's logo on the report's cover."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImageReader, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from visionwork.domain.errors import UserFacingError
from visionwork.gui.context import WorkshopContext
from visionwork.gui.setup.section import Section
from visionwork.gui.widgets.buttons import HEIGHT_BAR, QuietButton, SecondaryButton
from visionwork.gui.widgets.labels import PlainLabel

MOST_BYTES = 2 * 1024 * 1024
"""A logo stays small enough to travel with every draft of the report."""

MOST_PIXELS = 6000
_PATTERNS = "Pictures (*.png *.jpg *.jpeg)"
_SHOWN = (200, 72)


class LogoSection(Section):
    """Shows, chooses and takes away the logo.

    Args:
        context: The open workshop.
        parent: The widget it is in.
    """

    tables = frozenset(("workshop",))

    def __init__(self, context: WorkshopContext, *, parent: QWidget | None = None) -> None:
        super().__init__(
            "Logo", "PNG or JPEG, up to 2 MB. It stands on the cover of the PDF.", context, parent=parent
        )
        self._stored: bytes | None = None
        self._picture = QLabel(self)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._none = PlainLabel("No logo yet.", "cell", "muted", parent=self)
        self._choose = SecondaryButton("Choose a logo…", "", HEIGHT_BAR, parent=self)
        self._remove = QuietButton("Take it away", "", HEIGHT_BAR, parent=self)
        self._choose.clicked.connect(self.ask_and_set)
        self._remove.clicked.connect(self._take_away)
        for button in (self._choose, self._remove):
            button.set_reason("The workshop is open to read." if context.read_only else "")
        self.rows.addWidget(self._picture)
        self.rows.addWidget(self._none)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._choose)
        foot.addWidget(self._remove)
        foot.addStretch(1)
        self.rows.addLayout(foot)
        context.theme.changed.connect(self._show_picture)

    def show_stored(self) -> None:
        """Show the stored logo."""
        self._stored = self.context.snapshot.workshop.logo
        self._show_picture()

    def ask_and_set(self) -> None:
        """Let the user choose a picture, and keep it."""
        path = self.context.messages.open_file("Choose a logo", Path.home(), _PATTERNS)
        if path is None:
            return
        try:
            logo = read_logo(path)
        except UserFacingError as error:
            self.context.messages.report_error(error)
            return
        self.context.run(lambda: self.context.document.workshop.set_logo(logo))

    def _take_away(self) -> None:
        self.context.run(lambda: self.context.document.workshop.set_logo(None))

    def _show_picture(self) -> None:
        picture = QPixmap()
        if self._stored:
            picture.loadFromData(self._stored)
        there = not picture.isNull()
        if there:
            theme, ratio = self.context.theme, self.devicePixelRatioF()
            width, height = (round(theme.px(side) * ratio) for side in _SHOWN)
            picture = picture.scaled(
                width, height, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            picture.setDevicePixelRatio(ratio)
            self._picture.setPixmap(picture)
            self._picture.setAccessibleName("The logo")
        self._picture.setVisible(there)
        self._none.setVisible(not there)
        self._remove.setVisible(there)
        self._choose.setText("Choose another…" if there else "Choose a logo…")


def read_logo(path: Path) -> bytes:
    """Return a picture's bytes, or say why it cannot be a logo.

    Raises:
        UserFacingError: The file cannot be read, is too large, or is no PNG or JPEG.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UserFacingError(f"{path.name} could not be read.", "Check that you may open it.") from error
    if len(content) > MOST_BYTES:
        raise UserFacingError(f"{path.name} is larger than 2 MB.", "Save it smaller, or choose another.")
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    kind = bytes(reader.format().data()).decode("ascii", "replace")
    if kind not in ("png", "jpeg"):
        raise UserFacingError(f"{path.name} is no PNG or JPEG picture.", "Choose another file.")
    size = reader.size()
    if max(size.width(), size.height()) > MOST_PIXELS or reader.read().isNull():
        raise UserFacingError(
            f"{path.name} cannot be shown.", f"Choose a picture of at most {MOST_PIXELS} pixels a side."
        )
    return content
