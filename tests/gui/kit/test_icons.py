"""Every icon can be drawn, in the colour it is asked for."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage

from visionwork.gui.icons import icon, icon_names, pixmap
from visionwork.gui.theme import Theme, ThemeMode


def inked(picture: QImage) -> set[str]:
    """Return the colours of all pixels that are fully opaque."""
    return {
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).alpha() == 255
    }


@pytest.mark.parametrize("name", icon_names())
def test_every_icon_is_drawn_in_its_colour(theme: Theme, name: str) -> None:
    picture = pixmap(name, QColor("red"), 48).toImage()
    assert inked(picture) == {"#ff0000"}


def test_icons_take_the_colour_of_the_theme(theme: Theme) -> None:
    light = icon("check").pixmap(16, 16).toImage()
    theme.set_mode(ThemeMode.DARK)
    assert icon("check").pixmap(16, 16).toImage() != light


def test_a_disabled_icon_looks_disabled(theme: Theme) -> None:
    shown = icon("check", size=48)
    picture = shown.pixmap(48, 48, shown.Mode.Disabled).toImage()
    assert inked(picture) == {theme.color("disabled").name()}


def test_an_unknown_icon_is_a_mistake(theme: Theme) -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")
