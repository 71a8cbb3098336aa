"""The ring around the widget that has the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QMenuBar, QWidget

from visionwork.gui.style.parts import FIELD_RADIUS
from visionwork.gui.theme import Theme

_GAP, _WIDTH = 2, 2
_IN_SIGHT = 12
"""Room kept above and below what gets the keyboard, for the ring."""
_OWN_FOCUS = ("QTextEdit", "QPlainTextEdit", "QAbstractItemView")

NO_RING_PROPERTY = "noFocusRing"
"""Dynamic property of widgets that show their focus themselves."""


def focus_by_keys(widget: QWidget) -> None:
    """Put the keyboard on a widget because of a key, so that the ring shows what the next key acts on.

    Of the reasons that code can give for a focus, this is the one that Qt counts as the keyboard's. What was
    only just laid out is shown first: Qt would give it the keyboard later, and forget why. It may have the
    keyboard already, from a widget that went, of which no key was the reason.
    """
    widget.show()
    if widget.hasFocus() and not widget.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
        widget.clearFocus()
    widget.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _bring_into_sight(widget: QWidget) -> None:
    """Scroll what is around a widget to it; Qt does so only for what Tab goes to from within."""
    from PySide6.QtWidgets import QScrollArea

    if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
        return  # what is clicked would move away from under the mouse
    around = widget.parentWidget()
    while around is not None and not around.isWindow():
        if isinstance(around, QScrollArea) and widget.height() < around.viewport().height():
            around.ensureWidgetVisible(widget, 0, _IN_SIGHT)
        around = around.parentWidget()


class FocusRing(QWidget):
    """A ring of two pixels, two pixels away, around the focused widget; only after keys, not clicks.

    What gets the keyboard by keys is scrolled into sight.

    Make one for each window. Editors and tables show their focus themselves.

    Args:
        window: The window it watches over; it becomes its parent.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._theme = Theme.of(self)
        self._target: QWidget | None = None
        self._lent: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def target(self) -> QWidget | None:
        """Return the widget the ring is around."""
        return self._target

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("ink"), _WIDTH))
        inset = _WIDTH / 2
        radius = FIELD_RADIUS + 3
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the focused widget as it moves, and hide when the mouse takes over."""
        kind = event.type()
        if kind in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show):
            self._place()
        elif kind in (QEvent.Type.Hide, QEvent.Type.MouseButtonPress):
            self._leave()
        return False

    def _follow(self, old: QWidget | None, now: QWidget | None) -> None:
        # A menu or another window only borrows the keys: Qt forgets that they were the keyboard's.
        lent = self._target if now is None or isinstance(now, QMenuBar) else None
        came_back = now is not None and now is self._lent
        self._leave()
        self._lent = lent
        by_keys = self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        if now is not None and by_keys and now.window() is self.window():
            _bring_into_sight(now)
        if now is None or not self._wants_ring(now) or not (came_back or by_keys):
            return
        self._target = now
        for widget in self._chain(now):
            widget.installEventFilter(self)
        self._place()

    def _wants_ring(self, widget: QWidget) -> bool:
        if widget.window() is not self.window() or any(map(widget.inherits, _OWN_FOCUS)):
            return False
        if widget.property(NO_RING_PROPERTY) or isinstance(widget, QMenuBar):
            return False
        return QApplication.mouseButtons() == Qt.MouseButton.NoButton

    def _chain(self, widget: QWidget) -> list[QWidget]:
        """Return the widget and its ancestors below the window: a scroll moves one of those."""
        chain: list[QWidget] = []
        walker: QWidget | None = widget
        while walker is not None and walker is not self.window():
            chain.append(walker)
            walker = walker.parentWidget()
        return chain

    def _leave(self) -> None:
        if self._target is not None:
            for widget in self._chain(self._target):
                widget.removeEventFilter(self)
        self._target = None
        self.hide()

    def _place(self) -> None:
        target = self._target
        if target is None or not target.isVisible():
            self.hide()
            return
        visible = target.visibleRegion().boundingRect()
        if visible.isEmpty() and target.size().isValid() and target.width() > 0:
            visible = target.rect()
        corner = target.mapTo(self.window(), visible.topLeft())
        reach = _GAP + _WIDTH
        self.setGeometry(QRect(corner, visible.size()).adjusted(-reach, -reach, reach, reach))
        self.raise_()
        self.show()
