"""Shows the pages of a PDF below each other."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from visionwork.gui.export.rendering import PageImage, PageRenderer
from visionwork.gui.theme import Theme

_GAP = 16
_ASK_AFTER_MS = 40
_ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
_KEPT = 12
_PIXELS_PER_POINT = 96 / 72


class Fit(StrEnum):
    """How large pages are shown."""

    PAGE = "page"
    WIDTH = "width"
    ZOOM = "zoom"


class PagePreview(QAbstractScrollArea):
    """Pages below each other, drawn as they come into sight.

    Up and Down scroll, Page Up and Page Down turn pages, Home and End go to the first and the last.

    Args:
        parent: The widget it is in.

    Signals:
        page_changed: Another page is in the middle; carries its index.
        fit_changed: Pages are shown in another size; carries the Fit.
    """

    page_changed = Signal(int)
    fit_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._sizes: list[tuple[float, float]] = []
        self._places: list[QRect] = []
        self._images: dict[int, PageImage] = {}
        self._stale: set[int] = set()
        self._fit, self._zoom = Fit.WIDTH, 1.0
        self._page = 0
        self._renderer = PageRenderer(self)
        self._renderer.drawn.connect(self._on_drawn)
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.setInterval(_ASK_AFTER_MS)
        self._ask.timeout.connect(self._ask_for_pages)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Preview of the report")
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def set_document(self, data: bytes, sizes: Sequence[tuple[float, float]]) -> None:
        """Show another PDF, at the place where the last one was.

        Args:
            data: The PDF.
            sizes: Width and height of its pages in points.
        """
        self._sizes = list(sizes)
        self._renderer.set_document(data)
        # The old pictures stay until the new ones are there, so that nothing flickers.
        self._images = {i: p for i, p in self._images.items() if i < len(sizes)}
        self._stale = set(self._images)
        self._lay_out()
        self._ask.start()

    def page_count(self) -> int:
        """Return how many pages there are."""
        return len(self._sizes)

    def current_page(self) -> int:
        """Return the index of the page in the middle."""
        return self._page

    def fit(self) -> Fit:
        """Return how large pages are shown."""
        return self._fit

    def image(self, index: int) -> PageImage | None:
        """Return the picture of a page, or None while it is not drawn."""
        return None if index in self._stale else self._images.get(index)

    def set_fit(self, fit: Fit) -> None:
        """Show whole pages, or pages as wide as the view."""
        self._fit = fit
        self._keep_place_while_laying_out()
        self.fit_changed.emit(fit)

    def zoom_by(self, steps: int) -> None:
        """Show pages larger (positive) or smaller, from the size they have now."""
        scale = self._scale(self._sizes[self._page]) / _PIXELS_PER_POINT if self._sizes else self._zoom
        if steps > 0:
            self._zoom = next((z for z in _ZOOMS if z > scale + 0.01), _ZOOMS[-1])
        else:
            self._zoom = next((z for z in reversed(_ZOOMS) if z < scale - 0.01), _ZOOMS[0])
        self.set_fit(Fit.ZOOM)

    def go_to(self, index: int) -> None:
        """Scroll to the top of a page."""
        if self._places:
            place = self._places[max(0, min(index, len(self._places) - 1))]
            self.verticalScrollBar().setValue(place.top() - _GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages in sight; a page that is not drawn yet is blank."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.color("sunken"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for index in self._in_sight():
            place = self._on_screen(index)
            painter.fillRect(place, Qt.GlobalColor.white)
            drawn = self._images.get(index)
            if drawn is not None:
                painter.drawImage(QRectF(place), drawn.image)
            painter.setPen(QPen(self._theme.color("edge"), 1))
            painter.drawRect(place.adjusted(-1, -1, 0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the new size."""
        super().resizeEvent(event)
        self._keep_place_while_laying_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages by keyboard."""
        match event.key():
            case Qt.Key.Key_PageDown | Qt.Key.Key_Space:
                self.go_to(self._page + 1)
            case Qt.Key.Key_PageUp:
                self.go_to(self._page - 1)
            case Qt.Key.Key_Home:
                self.go_to(0)
            case Qt.Key.Key_End:
                self.go_to(len(self._sizes) - 1)
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl held, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def _scale(self, size: tuple[float, float]) -> float:
        """Return pixels for a point of a page."""
        if self._fit is Fit.ZOOM:
            return self._zoom * _PIXELS_PER_POINT
        width = max(80, self.viewport().width() - 2 * _GAP)
        wide = width / size[0]
        if self._fit is Fit.PAGE:
            return min(wide, max(80, self.viewport().height() - 2 * _GAP) / size[1])
        return min(wide, 2 * _PIXELS_PER_POINT)

    def _lay_out(self) -> None:
        places, y, widest = [], _GAP, 0
        for size in self._sizes:
            scale = self._scale(size)
            wide, high = round(size[0] * scale), round(size[1] * scale)
            places.append(QRect(0, y, wide, high))
            widest = max(widest, wide)
            y += high + _GAP
        across = max(self.viewport().width(), widest + 2 * _GAP)
        for place in places:
            place.moveLeft((across - place.width()) // 2)
        self._places = places
        viewport = self.viewport()
        self.verticalScrollBar().setRange(0, max(0, y - viewport.height()))
        self.verticalScrollBar().setPageStep(viewport.height())
        self.verticalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setRange(0, max(0, widest + 2 * _GAP - viewport.width()))
        self.horizontalScrollBar().setPageStep(viewport.width())
        viewport.update()
        self._on_scrolled()

    def _keep_place_while_laying_out(self) -> None:
        page = self._page
        share = 0.0
        if self._places:
            place = self._places[page]
            share = (self.verticalScrollBar().value() - place.top()) / max(1, place.height())
        self._lay_out()
        if self._places:
            place = self._places[min(page, len(self._places) - 1)]
            self.verticalScrollBar().setValue(round(place.top() + share * place.height()))
        self._ask.start()

    def _on_screen(self, index: int) -> QRect:
        place = self._places[index]
        return place.translated(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def _in_sight(self) -> list[int]:
        sight = self.viewport().rect().adjusted(0, -_GAP, 0, _GAP)
        return [index for index in range(len(self._places)) if self._on_screen(index).intersects(sight)]

    def _on_scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        page = next((i for i, p in enumerate(self._places) if p.bottom() + _GAP >= middle), self._page)
        page = min(page, max(0, len(self._places) - 1))
        if self._places and page != self._page:
            self._page = page
            self.page_changed.emit(page)
        self.setAccessibleDescription(f"Page {self._page + 1} of {len(self._sizes)}" if self._sizes else "")
        self.viewport().update()
        self._ask.start()

    def _ask_for_pages(self) -> None:
        seen = self._in_sight()
        if not seen:
            return
        near = [index for index in (seen[-1] + 1, seen[0] - 1) if 0 <= index < len(self._places)]
        ratio = self.devicePixelRatioF()
        wanted = []
        for index in [*seen, *near]:
            width = round(self._places[index].width() * ratio)
            drawn = self._images.get(index)
            if drawn is None or drawn.width != width or index in self._stale:
                wanted.append((index, width))
        self._renderer.want(wanted)

    def _on_drawn(self, page: PageImage) -> None:
        if page.index >= len(self._places):
            return
        page.image.setDevicePixelRatio(1)
        self._images[page.index] = page
        self._stale.discard(page.index)
        if len(self._images) > _KEPT:
            farthest = max(self._images, key=lambda index: abs(index - self._page))
            del self._images[farthest]
        self.viewport().update()
