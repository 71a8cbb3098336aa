"""The one door to icons: Lucide line drawings in a colour of the theme."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from visionwork.assets import asset_dir
from visionwork.gui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

ICON_SIZE = 16
"""Side of an icon beside text, in pixels at text size 100."""

_STROKE = 'stroke-width="1.75"'


def icon_names() -> tuple[str, ...]:
    """Return the names of all icons, in alphabetical order."""
    return tuple(sorted(path.stem for path in _folder().glob("*.svg")))


def icon(name: str, color: str = "ink", size: int = ICON_SIZE) -> QIcon:
    """Return an icon for a menu, an action or an item of a list.

    It keeps the colour of the moment; ask again when `Theme.changed` is sent.

    Args:
        name: File name in resources/icons without ".svg".
        color: A colour token.
        size: Side in pixels at text size 100.

    Raises:
        FileNotFoundError: There is no such icon.
    """
    from PySide6.QtGui import QIcon  # its names of theme icons take milliseconds, which the start can spare

    theme = Theme.of()
    result = QIcon(pixmap(name, theme.color(color), theme.px(size)))
    result.addPixmap(pixmap(name, theme.color("disabled"), theme.px(size)), QIcon.Mode.Disabled)
    return result


def pixmap(name: str, color: QColor, side: int, ratio: float = 2.0) -> QPixmap:
    """Return an icon as a picture.

    Args:
        name: File name in resources/icons without ".svg".
        color: Colour of the lines.
        side: Side in device-independent pixels.
        ratio: Device pixels for each of those; 2 also looks right on a plain screen.

    Raises:
        FileNotFoundError: There is no such icon.
    """
    return _render(name, color.name(QColor.NameFormat.HexArgb), side, ratio)


def paint_icon(painter: QPainter, rect: QRectF, name: str, color: QColor) -> None:
    """Paint an icon into the square in the middle of a rectangle.

    Args:
        painter: An open painter.
        rect: Where the icon goes, in the painter's coordinates.
        name: File name in resources/icons without ".svg".
        color: Colour of the lines.

    Raises:
        FileNotFoundError: There is no such icon.
    """
    side = min(rect.width(), rect.height())
    square = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    picture = _render(name, color.name(QColor.NameFormat.HexArgb), round(side), ratio)
    painter.drawPixmap(square.topLeft().toPoint(), picture)


def _render(name: str, color: str, side: int, ratio: float) -> QPixmap:
    key = f"visionwork/{name}/{color}/{side}/{ratio}"
    picture = QPixmap()
    if QPixmapCache.find(key, picture):
        return picture
    drawing = _source(name).replace("currentColor", QColor(color).name()).replace('stroke-width="2"', _STROKE)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, picture)
    return picture


@cache
def _source(name: str) -> str:
    return (_folder() / f"{name}.svg").read_text(encoding="utf-8")


def _folder() -> Path:
    return asset_dir("resources") / "icons"
