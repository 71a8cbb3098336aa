"""The order in which Tab goes through widgets that were made at different times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def follow_layout(root: QWidget) -> None:
    """Let Tab go through a widget as it is laid out; Qt itself goes by when each of its children was made.

    Args:
        root: A widget with a layout; what stands around it keeps its place.
    """
    put_in_order(stops_of(root))


def put_in_order(widgets: Iterable[QWidget]) -> None:
    """Let Tab go through widgets one after the other."""
    for before, after in pairwise(list(widgets)):
        QWidget.setTabOrder(before, after)


def stops_of(widget: QWidget) -> Iterator[QWidget]:
    """Give what takes the keyboard in a widget, hidden or not, from the first to the last."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    if isinstance(widget, QScrollArea) and (scrolled := widget.widget()) is not None:
        yield from stops_of(scrolled)
    layout = widget.layout()
    if layout is not None:
        yield from _stops_in(layout)


def _stops_in(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        if (inner := item.layout()) is not None:
            yield from _stops_in(inner)
        elif (widget := item.widget()) is not None:
            yield from stops_of(widget)
