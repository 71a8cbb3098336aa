"""Draws pages of a PDF as pictures, one at a time."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from visionwork.gui.jobs import Job, Progress

# PDFium works in one thread at a time, whoever asks.
_pdfium = threading.Lock()


@dataclass(frozen=True, slots=True)
class PageImage:
    """A drawn page.

    Attributes:
        index: Index of the page, from 0.
        width: Width it was drawn for, in physical pixels.
        image: The picture.
    """

    index: int
    width: int
    image: QImage


def page_sizes(data: bytes) -> list[tuple[float, float]]:
    """Return width and height of every page of a PDF in points."""
    import pypdfium2

    with _pdfium:
        document = pypdfium2.PdfDocument(data)
        try:
            return [document.get_page_size(index) for index in range(len(document))]
        finally:
            document.close()


def draw_page(data: bytes, index: int, width: int) -> PageImage:
    """Draw one page of a PDF.

    Args:
        data: The PDF.
        index: Index of the page, from 0.
        width: Width of the picture in physical pixels.
    """
    import pypdfium2

    with _pdfium:
        document = pypdfium2.PdfDocument(data)
        try:
            page = document[index]
            bitmap = page.render(
                scale=width / page.get_width(),
                rev_byteorder=True,
                force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRx,
            )
            drawn = QImage(
                bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
            )
            return PageImage(index, width, drawn.copy())
        finally:
            document.close()


class PageRenderer(QObject):
    """Draws the pages that are asked for, the latest wish first, one after the other.

    Signals:
        drawn: A page is ready; carries its PageImage.
    """

    drawn = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data = b""
        self._wanted: list[tuple[int, int]] = []
        self._job: Job | None = None

    def set_document(self, data: bytes) -> None:
        """Draw pages of another PDF from now on."""
        self._data = data
        self._wanted = []

    def want(self, pages: list[tuple[int, int]]) -> None:
        """Say which pages are to be seen now, each as its index and width; earlier wishes are dropped."""
        self._wanted = pages
        self._next()

    def _next(self) -> None:
        if self._job is not None or not self._wanted:
            return
        index, width = self._wanted.pop(0)
        data = self._data
        self._job = Job(partial(_draw_tagged, data, index, width), self)
        self._job.done.connect(self._on_drawn)
        self._job.refused.connect(self._on_failed)
        self._job.failed.connect(self._on_failed)
        self._job.start()

    def _on_drawn(self, result: tuple[bytes, PageImage]) -> None:
        data, image = result
        self._job = None
        if data is self._data:
            self.drawn.emit(image)
        self._next()

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        raise error


def _draw_tagged(data: bytes, index: int, width: int, _progress: Progress) -> tuple[bytes, PageImage]:
    return data, draw_page(data, index, width)
